import type { BuildEvent } from '@pipeline-lab/engine/builds';
import { lastWritten } from '../visible.ts';

type Log = Extract<BuildEvent, { readonly type: 'log' }>;

/**
 * The lines of a log as they are shown: inside of `timestamps` with their time, as Jenkins' timestamper writes it, and on
 * a terminal with the last state of what shows progress.
 */
export function logLines({ lines, timed, at }: Log): readonly string[] {
  const shown = process.stdout.isTTY ? lines.map(lastWritten) : lines;
  return timed === true ? shown.map((line) => `[${at}] ${line}`) : shown;
}
