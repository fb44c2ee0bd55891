import { defineStep, type Step } from '../step.ts';

/** As `currentBuild.displayName = …`. */
export const buildName: Step = defineStep('buildName', {
  async run({ site, args }) {
    site.build.state.displayName = args.name;
    return null;
  },
});
