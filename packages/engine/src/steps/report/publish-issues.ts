import type { Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { combined, reportIssues } from '../issue-report.ts';
import { scanOf } from '../scanned.ts';
import { defineStep, type Step } from '../step.ts';

/** `publishIssues issues: [scan, other], qualityGates: […]` */
export const publishIssues: Step = defineStep('publishIssues', {
  needs: 'node',
  async run(call): Promise<Value> {
    const { args } = call;
    const scans = args.issues.map((each) => scanOf(each));
    const [first] = scans;
    if (first === undefined)
      throw new StepFailure('publishIssues: no issues are given', 'Give it what `scanForIssues` gave.');
    const id = args.id ?? (scans.length === 1 ? first.id : 'analysis');
    const name = args.name ?? (scans.length === 1 ? first.name : 'Static Analysis');
    return await reportIssues(call, combined(scans, id, name));
  },
});
