import type { Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { hostObject } from '../host-object.ts';
import { issueToolsOf, scanIssues } from '../issue-scan.ts';
import { keepScan } from '../scanned.ts';
import { defineStep, type Step } from '../step.ts';

/** `scanForIssues tool: java()`: what a tool found, for `publishIssues`. */
export const scanForIssues: Step = defineStep('scanForIssues', {
  needs: 'node',
  async run(call): Promise<Value> {
    const [tool] = issueToolsOf([call.args.tool]);
    if (tool === undefined)
      throw new StepFailure('scanForIssues: no tool is given', 'Write scanForIssues(tool: java()).');
    const scan = await scanIssues(call, tool);
    const { id, name, issues } = scan;
    return keepScan(hostObject('AnnotatedReport', { id, name, size: issues.length }), scan);
  },
});
