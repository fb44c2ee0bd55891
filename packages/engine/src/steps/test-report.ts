import type { Value } from '@pipeline-lab/groovy';
import { stageOf } from '../build/site.ts';
import { withHistory } from '../report/history.ts';
import { type TestCounts, toBeTold } from '../report/tests/test-case.ts';
import { hostObject } from './host-object.ts';
import type { AnyCall } from './step.ts';

/** Tells of the tests of report files, with the history of those that failed. */
export async function tellTests(
  { site, id }: AnyCall,
  files: readonly string[],
  counts: TestCounts,
): Promise<void> {
  const { flaky, ...sum } = counts;
  const { mask } = site.build.recorder.masker;
  const failures = await withHistory(
    site.build,
    sum.failures.map((failure) => toBeTold(failure, mask)),
  );
  site.build.emit({
    type: 'test.report',
    step: id,
    ...stageOf(site),
    files,
    ...sum,
    failures,
    ...(flaky.length === 0 ? {} : { flaky }),
  });
}

/** Jenkins' `TestResultSummary`. */
export function testSummary({
  total,
  passed,
  failed,
  skipped,
}: Pick<TestCounts, 'total' | 'passed' | 'failed' | 'skipped'>): Value {
  return hostObject('TestResultSummary', {
    totalCount: total,
    passCount: passed,
    failCount: failed,
    skipCount: skipped,
  });
}
