import type { Step } from '../step.ts';

/** As `currentBuild.description = …`. */
export const buildDescription: Step = {
  name: 'buildDescription',
  main: 'description',
  async run({ site, parameters }) {
    site.build.state.description = parameters.text('description');
    return null;
  },
};
