import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import { stageOf, worsen } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { withHistory } from '../report/history.ts';
import { parseJunit, sumCounts } from '../report/junit.ts';
import { antFiles } from '../workspace/ant-files.ts';
import { hostObject } from './host-object.ts';
import type { StepCall } from './step.ts';
import { said } from './tell.ts';

/** Reads the JUnit files that the patterns name, tells of them, and gives their summary. */
export async function publishJunit(
  call: StepCall<'junit' | 'publishTestResults'>,
  patterns: string,
): Promise<Value> {
  const { site, id, args } = call;
  said(call, 'Recording test results');
  const files = await antFiles(site.cwd, patterns);
  if (files.length === 0) {
    const problem = 'No test report files were found. Configuration error?';
    if (args.allowEmptyResults !== true)
      throw new StepFailure(
        problem,
        `Nothing matches ${patterns}: did the tests run, and do they write JUnit XML?`,
      );
    said(call, problem);
    return summary({ total: 0, passed: 0, failed: 0, skipped: 0 });
  }
  const counts = [];
  for (const file of files) counts.push(parseJunit(await readFile(join(site.cwd, file), 'utf8'), file));
  const { flaky, ...sum } = sumCounts(counts);
  const failures = await withHistory(site.build, sum.failures);
  site.build.emit({
    type: 'test.report',
    step: id,
    ...stageOf(site),
    files,
    ...sum,
    failures,
    ...(flaky.length === 0 ? {} : { flaky }),
  });
  if (sum.failed > 0) {
    const unless = (skip = false): 'SUCCESS' | 'UNSTABLE' => (skip ? 'SUCCESS' : 'UNSTABLE');
    worsen(site, unless(args.skipMarkingBuildUnstable), unless(args.skipMarkingStageUnstable));
  }
  return summary(sum);
}

type Sum = Readonly<Record<'total' | 'passed' | 'failed' | 'skipped', number>>;

/** Jenkins' `TestResultSummary`. */
function summary({ total, passed, failed, skipped }: Sum): Value {
  return hostObject('TestResultSummary', {
    totalCount: total,
    passCount: passed,
    failCount: failed,
    skipCount: skipped,
  });
}
