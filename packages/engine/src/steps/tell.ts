import { say, stageOf } from '../build/site.ts';
import type { AnyCall } from './step.ts';

/** Writes lines to the log as the step's own output. */
export function said({ site, id }: AnyCall, ...lines: readonly string[]): void {
  say({ ...site, step: id }, ...lines);
}

/** Writes a text of one or more lines to the log. */
export function print(call: AnyCall, text: string): void {
  said(call, ...text.split('\n'));
}

export function note({ site, id }: AnyCall, text: string): void {
  site.build.emit({ type: 'notice', ...stageOf(site), step: id, text });
}
