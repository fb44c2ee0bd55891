import { styleText } from 'node:util';
import type { DeployEvent, DeploymentRecord, Report } from '@pipeline-lab/deploy';
import { bytes, duration } from './units.ts';

/** Prints a rollout as it goes: for people, or one JSON object a line. */
export function deployReport(json: boolean): Report {
  return json ? (event) => console.log(JSON.stringify(event)) : (event) => print(event);
}

function print(event: DeployEvent): void {
  const text = line(event);
  if (text !== undefined) console.log(text);
}

function line(event: DeployEvent): string | undefined {
  switch (event.type) {
    case 'image':
      return `${bold('image')}\n  ${exportedText(event)}`;
    case 'phase':
      return bold(event.phase);
    case 'step.started':
      return undefined;
    case 'step.finished':
      return `  ${event.host}  ${event.step.padEnd(7)} ${duration(event.ms)}${event.error === undefined ? '' : `  ${event.error}`}`;
    case 'say':
      return `  ${event.host}  ${event.text}`;
    case 'resume':
      return `${bold('connecting again')}\n  ${event.reason}`;
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
