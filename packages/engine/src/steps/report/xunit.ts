import { worsen } from '../../build/site.ts';
import { StepFailure } from '../../errors.ts';
import { previousCounts } from '../../report/history.ts';
import { thresholdsOf, verdict } from '../../report/tests/thresholds.ts';
import { newTally } from '../../report/tests/test-case.ts';
import { defineStep, type Step } from '../step.ts';
import { said } from '../tell.ts';
import { tellTests, testSummary } from '../test-report.ts';
import { readTool, toolsOf } from '../test-tool.ts';

/** `xunit(tools: [CTest(pattern: 'Testing/*.xml')], thresholds: [failed(unstableThreshold: '0')])` */
export const xunit: Step = defineStep('xunit', {
  needs: 'node',
  summary: (args) =>
    toolsOf(args.tools)
      .map(({ name, pattern }) => `${name} ${pattern}`)
      .join(', '),
  async run(call) {
    const { site, args } = call;
    const tools = toolsOf(args.tools);
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
    const thresholds = thresholdsOf(args.thresholds ?? []);
    const percent = args.thresholdMode === 2;
    const { result, reason } = verdict(thresholds, counts, await previousCounts(site.build), percent);
    if (reason !== undefined) said(call, `[xUnit] ${reason}`);
    worsen(site, result);
    return testSummary(counts);
  },
});
