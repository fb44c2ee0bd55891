import type { Step } from '../step.ts';

/** As `currentBuild.displayName = …`. */
export const buildName: Step = {
  name: 'buildName',
  main: 'name',
  async run({ site, parameters }) {
    site.build.state.displayName = parameters.text('name');
    return null;
  },
};
