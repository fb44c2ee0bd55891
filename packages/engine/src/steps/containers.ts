import { inContainer } from '../docker/container.ts';
import { imageName, inRegistry } from '../docker/registry.ts';
import { notOnThisAgent } from '../errors.ts';
import { runBody, type Step } from './step.ts';

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

/** `withDockerRegistry(url: '…', credentialsId: 'id')`, also with both in a map. */
export const withDockerRegistry: Step = {
  name: 'withDockerRegistry',
  main: 'registry',
  needs: 'node',
  summary: (parameters) => parameters.text('url', ''),
  async run(call) {
    const { site, parameters } = call;
    const registry = parameters.value('registry');
    const given = (name: string): string => {
      const value = registry instanceof Map ? registry.get(name) : parameters.value(name);
      return typeof value === 'string' ? value : '';
    };
    return await inRegistry(
      site,
      given('url'),
      given('credentialsId'),
      async (inside) => await runBody(call, inside),
    );
  },
};

/** A container of a pod. */
export const container: Step = {
  name: 'container',
  main: 'name',
  run: async () => {
    throw notOnThisAgent(
      'container: Kubernetes',
      'Use `agent { docker … }` or docker.image(…).inside { … }.',
    );
  },
};
