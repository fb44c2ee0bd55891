import type { Value } from '@pipeline-lab/groovy';
import { worsen } from '../build/site.ts';
import { StepFailure } from '../errors.ts';
import { junit } from '../report/tests/junit.ts';
import { readTestFiles } from '../report/tests/read-files.ts';
import { newTally } from '../report/tests/test-case.ts';
import { antFiles } from '../workspace/ant-files.ts';
import type { StepCall } from './step.ts';
import { said } from './tell.ts';
import { tellTests, testSummary } from './test-report.ts';

/** Reads the JUnit files that the patterns name, tells of them, and gives their summary. */
export async function publishJunit(
  call: StepCall<'junit' | 'publishTestResults'>,
  patterns: string,
): Promise<Value> {
  const { site, args } = call;
  said(call, 'Recording test results');
  const files = await antFiles(site.cwd, patterns);
  const tally = newTally();
  if (files.length === 0) {
    const problem = 'No test report files were found. Configuration error?';
    if (args.allowEmptyResults !== true)
      throw new StepFailure(
        problem,
        `Nothing matches ${patterns}: did the tests run, and do they write JUnit XML?`,
      );
    said(call, problem);
    return testSummary(tally.counts());
  }
  await readTestFiles(junit, site.cwd, files, tally);
  const counts = tally.counts();
  await tellTests(call, files, counts);
  if (counts.failed > 0) {
    const unless = (skip = false): 'SUCCESS' | 'UNSTABLE' => (skip ? 'SUCCESS' : 'UNSTABLE');
    worsen(site, unless(args.skipMarkingBuildUnstable), unless(args.skipMarkingStageUnstable));
  }
  return testSummary(counts);
}
