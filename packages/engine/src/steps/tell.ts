import { say, stageOf } from '../build/build.ts';
import type { StepCall } from './step.ts';

/** Writes lines to the log as the step's own output. */
export function said({ site, id }: StepCall, ...lines: readonly string[]): void {
  say({ ...site, step: id }, ...lines);
}

export function note({ site, id }: StepCall, text: string): void {
  site.build.emit({ type: 'notice', ...stageOf(site), step: id, text });
}
