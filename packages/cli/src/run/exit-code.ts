import { type BuildEvent, type Result, wrongCalls } from '@pipeline-lab/engine/builds';

const codes: Readonly<Record<Result, number>> = {
  SUCCESS: 0,
  FAILURE: 1,
  NOT_BUILT: 1,
  UNSTABLE: 3,
  ABORTED: 130,
};

/** 0 success, 1 failure, 2 usage, 3 unstable, 130 aborted. */
export function exitCodeOf(last: BuildEvent | undefined): number {
  if (last?.type !== 'build.finished') return 1;
  return last.error !== undefined && wrongCalls.has(last.error.code) ? 2 : codes[last.result];
}
