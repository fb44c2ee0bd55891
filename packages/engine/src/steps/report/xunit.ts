import { worsen } from '../../build/build.ts';
import { StepFailure } from '../../errors.ts';
import { previousCounts } from '../../report/history.ts';
import { thresholdsOf, verdict } from '../../report/tests/thresholds.ts';
import { newTally } from '../../report/tests/test-case.ts';
import type { Step } from '../step.ts';
import { said } from '../tell.ts';
import { tellTests, testSummary } from '../test-report.ts';
import { readTool, toolsOf } from '../test-tool.ts';

/** `xunit(tools: [CTest(pattern: 'Testing/*.xml')], thresholds: [failed(unstableThreshold: '0')])` */
export const xunit: Step = {
  name: 'xunit',
  main: 'tools',
  needs: 'node',
  summary: (parameters) =>
    toolsOf(parameters.value('tools'))
      .map(({ name, pattern }) => `${name} ${pattern}`)
      .join(', '),
  async run(call) {
    const { site, parameters } = call;
    const tools = toolsOf(parameters.value('tools'));
    if (tools.length === 0)
      throw new StepFailure('xunit: no tool is given', "Write xunit([JUnit(pattern: '**/TEST-*.xml')]).");
    const tally = newTally();
    const files: string[] = [];
    for (const tool of tools) {
      said(call, `[xUnit] Processing ${tool.name}-${tool.pattern}`);
      files.push(...(await readTool(call, tool, tally)));
    }
    const counts = tally.counts();
    if (files.length > 0) await tellTests(call, files, counts);
    const thresholds = thresholdsOf(parameters.value('thresholds'));
    const percent = parameters.number('thresholdMode', 1) === 2;
    const { result, reason } = verdict(thresholds, counts, await previousCounts(site.build), percent);
    if (reason !== undefined) said(call, `[xUnit] ${reason}`);
    worsen(site, result);
    return testSummary(counts);
  },
};
