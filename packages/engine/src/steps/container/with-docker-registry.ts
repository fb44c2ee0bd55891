import { inRegistry } from '../../docker/registry.ts';
import { runBody, type Step } from '../step.ts';

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
