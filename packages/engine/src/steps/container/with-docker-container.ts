import { inContainer } from '../../docker/container.ts';
import { imageName } from '../../docker/registry.ts';
import { defineStep, runBody, type Step } from '../step.ts';

export const withDockerContainer: Step = defineStep('withDockerContainer', {
  needs: 'node',
  async run(call) {
    const { site, id, args } = call;
    const options = { image: imageName(site, args.image), args: args.args ?? '' };
    return await inContainer(site, id, options, async (inside) => await runBody(call, inside));
  },
});
