import { styleText } from 'node:util';
import type { DeployEvent, DeploymentRecord, Report } from '@pipeline-lab/deploy';
import { rolloutTable } from './rollout-table.ts';
import { openScreen } from './run/screen.ts';
import { bytes, duration } from './units.ts';

/**
 * Prints a rollout while `task` reports it: one JSON object a line, for people a table that is drawn again and again on
 * a terminal, and lines elsewhere.
 */
export async function reporting<R>(json: boolean, task: (report: Report) => Promise<R>): Promise<R> {
  if (json) return await task((event) => console.log(JSON.stringify(event)));
  if (process.stdout.isTTY && process.env['TERM'] !== 'dumb') return await drawing(task);
  return await task(plainReport());
}

async function drawing<R>(task: (report: Report) => Promise<R>): Promise<R> {
  const screen = openScreen(process.stdout);
  const table = rolloutTable();
  const report: Report = (event) => {
    table.take(event);
    const text = inTable(event) ? undefined : line(event);
    if (text !== undefined) {
      screen.clear();
      console.log(text);
    }
    screen.draw(table.lines());
  };
  try {
    return await task(report);
  } finally {
    screen.close();
  }
}

/** What the table shows as well. */
function inTable(event: DeployEvent): boolean {
  return (
    event.type === 'phase' ||
    event.type === 'shipping' ||
    (event.type === 'step.finished' && event.error === undefined)
  );
}

/** Where nothing can be drawn again, one line in so many milliseconds tells how far the shipping is. */
const quiet = 5000;

function plainReport(): Report {
  const told = new Map<string, number>();
  return (event) => {
    if (event.type === 'shipping') {
      const began = told.get(event.host) ?? performance.now();
      if (!told.has(event.host)) told.set(event.host, began);
      if (performance.now() - began < quiet) return;
      told.set(event.host, performance.now());
    }
    const text = line(event);
    if (text !== undefined) console.log(text);
  };
}

function line(event: DeployEvent): string | undefined {
  switch (event.type) {
    case 'image':
      return `${bold('image')}\n  ${exportedText(event)}`;
    case 'phase':
      return bold(event.phase);
    case 'effect':
    case 'recorded':
    case 'step.started':
      return undefined;
    case 'step.finished':
      return `  ${event.host}  ${event.step.padEnd(7)} ${duration(event.ms)}${event.error === undefined ? '' : `  ${event.error}`}`;
    case 'shipping':
      return `  ${event.host}  ${bytes(event.bytes)} of ${bytes(event.total)}, ${bytes(event.rate)}/s`;
    case 'say':
      return `  ${event.host}  ${event.text}`;
    case 'resume':
      return `${bold('connecting again')}\n  ${event.reason}`;
    case 'missing':
      return `  ${event.host}  goes without: ${event.reason}`;
    case 'undo':
      return `  ${event.host}  putting back: ${event.reason}`;
    case 'finished':
      return `  ${event.host}  ${recordLine(event.record)}`;
  }
}

const routes = {
  store: 'every layer was kept from before',
  disk: 'read from the engine’s files',
  push: 'pushed by the engine',
  save: 'the whole image by docker save',
} as const;

/** What it took to have the image's layers here. */
function exportedText({ route, layers, bytes: count, ms }: Extract<DeployEvent, { type: 'image' }>): string {
  if (route === 'store') return routes.store;
  return `${layers} new layers in ${duration(ms)}: ${bytes(count)} ${routes[route]}`;
}

function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

/** One line about how a deployment ended on a host. */
export function recordLine(record: DeploymentRecord): string {
  const cost = record.shipped === undefined ? '' : `, ${shippedText(record.shipped)}`;
  return `${record.label} (${record.release}) ${record.result} in ${duration(record.ms)}${cost}`;
}

/** What came to the host. */
export function shippedText(shipped: NonNullable<DeploymentRecord['shipped']>): string {
  if (shipped.route === 'present') return 'nothing shipped, the image was there';
  return `${bytes(shipped.bytes)} shipped, ${shipped.layersSent} layers sent, ${shipped.layersReused} reused`;
}
