import { StepFailure } from '../../errors.ts';
import { passMilestone } from '../../history/milestones.ts';
import { defineStep, type Step } from '../step.ts';
import { said } from '../tell.ts';

/** `milestone 1`: ends this build when a newer one got here first, and older ones that are left behind. */
export const milestone: Step = defineStep('milestone', {
  async run(call) {
    const { build, branch } = call.site;
    if (branch !== undefined) {
      said(call, "Milestone step found inside parallel, it's not possible to grant ordering in this case.");
      throw new StepFailure(
        'Using a milestone step inside parallel is not allowed',
        'Put it before or after the parallel stages.',
      );
    }
    const last = build.state.milestone;
    const ordinal = call.args.ordinal ?? (last === undefined ? 0 : last + 1);
    said(call, `Trying to pass milestone ${ordinal}`);
    if (last !== undefined && last >= ordinal)
      throw new StepFailure(
        `Invalid ordinal ${ordinal}, as the previous one was ${last}`,
        'Number the milestones of a pipeline upwards.',
      );
    await passMilestone(build, ordinal);
    return null;
  },
});
