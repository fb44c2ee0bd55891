import type { BuildEvent } from '@pipeline-lab/engine/builds';

type Log = Extract<BuildEvent, { readonly type: 'log' }>;

/** The lines of a log as they are shown: inside of `timestamps` with their time, as Jenkins' timestamper writes it. */
export function logLines({ lines, timed, at }: Log): readonly string[] {
  return timed === true ? lines.map((line) => `[${at}] ${line}`) : lines;
}
