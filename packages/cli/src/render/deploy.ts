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
    case 'phase':
      return styleText('bold', event.phase, { stream: process.stdout });
    case 'step.started':
      return undefined;
    case 'step.finished':
      return `  ${event.host}  ${event.step.padEnd(7)} ${duration(event.ms)}${event.error === undefined ? '' : `  ${event.error}`}`;
    case 'say':
      return `  ${event.host}  ${event.text}`;
    case 'missing':
      return `  ${event.host}  goes without: ${event.reason}`;
    case 'undo':
      return `  ${event.host}  putting back: ${event.reason}`;
    case 'finished':
      return `  ${event.host}  ${recordLine(event.record)}`;
  }
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
