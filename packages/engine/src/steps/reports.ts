import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import { stageOf, worsen } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { addCounts, noTests, parseJunit } from '../junit/parse.ts';
import { antFiles } from '../workspace/ant-files.ts';
import { note } from './flow.ts';
import type { Step, StepCall } from './step.ts';

export const junit: Step = {
  name: 'junit',
  main: 'testResults',
  summary: (parameters) => parameters.text('testResults'),
  run: async (call) => await publish(call, call.parameters.text('testResults')),
};

/** Jenkins has no such step, though many examples on the web do. */
export const publishTestResults: Step = {
  name: 'publishTestResults',
  main: 'testResultsPattern',
  summary: (parameters) => parameters.text('testResultsPattern'),
  async run(call) {
    note(
      call,
      'Jenkins has no step publishTestResults: write `junit` and the pattern, which is what happens here',
    );
    return await publish(call, call.parameters.text('testResultsPattern'));
  },
};

async function publish(call: StepCall, patterns: string): Promise<Value> {
  const { site, id, parameters } = call;
  const files = await antFiles(site.cwd, patterns);
  if (files.length === 0) {
    const problem = 'No test report files were found. Configuration error?';
    if (!parameters.flag('allowEmptyResults')) {
      throw new StepFailure(
        problem,
        `Nothing matches ${patterns}: did the tests run, and do they write JUnit XML?`,
      );
    }
    note(call, problem);
    return null;
  }
  let counts = noTests;
  for (const file of files)
    counts = addCounts(counts, parseJunit(await readFile(join(site.cwd, file), 'utf8'), file));
  site.build.emit({ type: 'test.report', step: id, ...stageOf(site), files, ...counts });
  if (counts.failed > 0) worsen(site, 'UNSTABLE');
  return new Map<Value, Value>([
    ['totalCount', counts.total],
    ['passCount', counts.passed],
    ['failCount', counts.failed],
    ['skipCount', counts.skipped],
  ]);
}
