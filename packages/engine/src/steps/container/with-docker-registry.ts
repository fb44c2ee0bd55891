import { textOf } from '@pipeline-lab/groovy';
import { inRegistry } from '../../docker/registry.ts';
import { defineStep, runBody, type Step } from '../step.ts';

/** `withDockerRegistry(url: '…', credentialsId: 'id')`, also with both in a map. */
export const withDockerRegistry: Step = defineStep('withDockerRegistry', {
  needs: 'node',
  summary: ({ url }) => url ?? '',
  async run(call) {
    const { site, args } = call;
    const { registry } = args;
    const inner = (name: string): string => (registry instanceof Map ? textOf(registry.get(name) ?? '') : '');
    const url = args.url ?? inner('url');
    const credentialsId = args.credentialsId ?? inner('credentialsId');
    return await inRegistry(site, url, credentialsId, async (inside) => await runBody(call, inside));
  },
});
