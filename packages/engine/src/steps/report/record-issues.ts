import type { Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { isWorse } from '../../events/result.ts';
import { combined, reportIssues } from '../issue-report.ts';
import { issueToolsOf, type Scan, scanIssues } from '../issue-scan.ts';
import { defineStep, type Step } from '../step.ts';
import { said } from '../tell.ts';

/** `recordIssues tools: [java(), checkStyle(pattern: '…')], qualityGates: [[threshold: 1, type: 'NEW', unstable: true]]` */
export const recordIssues: Step = defineStep('recordIssues', {
  needs: 'node',
  async run(call): Promise<Value> {
    const { site, args } = call;
    const result = site.build.state.result ?? 'SUCCESS';
    if (isWorse(result, 'UNSTABLE') && args.enabledForFailure !== true) {
      said(call, `Skipping execution of recorder since overall result is '${result}'`);
      return [];
    }
    const tools = issueToolsOf([...(args.tools ?? []), args.tool ?? null]);
    if (tools.length === 0)
      throw new StepFailure('No tools defined', "Write recordIssues(tools: [checkStyle(pattern: '…')]).");
    const scans: Scan[] = [];
    for (const tool of tools) scans.push(await scanIssues(call, tool));
    const named = (scan: Scan): Scan => combined([scan], args.id ?? scan.id, args.name ?? scan.name);
    const reports =
      args.aggregatingResults === true
        ? [combined(scans, args.id ?? 'analysis', args.name ?? 'Static Analysis')]
        : scans.length === 1
          ? scans.map(named)
          : scans;
    const results: Value[] = [];
    for (const report of reports) results.push(await reportIssues(call, report));
    return results;
  },
});
