import { inContainer } from '../../docker/container.ts';
import { imageName } from '../../docker/registry.ts';
import { runBody, type Step } from '../step.ts';

export const withDockerContainer: Step = {
  name: 'withDockerContainer',
  main: 'image',
  needs: 'node',
  async run(call) {
    const { site, id, parameters } = call;
    const options = { image: imageName(site, parameters.text('image')), args: parameters.text('args', '') };
    return await inContainer(site, id, options, async (inside) => await runBody(call, inside));
  },
};
