import { defineStep, type Step } from '../step.ts';

/** As `currentBuild.description = …`. */
export const buildDescription: Step = defineStep('buildDescription', {
  async run({ site, args }) {
    site.build.state.description = args.description;
    return null;
  },
});
