import type { Value } from '@pipeline-lab/groovy';
import { checkoutSource } from '../../workspace/checkout.ts';
import { checkoutDescribed } from '../../workspace/git-checkout.ts';
import type { Step, StepCall } from '../step.ts';

/** `checkout scm`: the commit of the build, in the present folder. */
export const checkout: Step = {
  name: 'checkout',
  main: 'scm',
  needs: 'node',
  summary: () => '',
  async run(call) {
    const { site, id } = call;
    const described = describedScm(call);
    if (described !== undefined) return await checkoutDescribed({ ...site, step: id }, described);
    return new Map<Value, Value>(Object.entries(await checkoutSource({ ...site, step: id })));
  },
};

/** `checkout scmGit(…)`, and the map of `checkout([$class: 'GitSCM', …])`, whose entries have become parameters. */
function describedScm({ parameters }: StepCall): Map<Value, Value> | undefined {
  const scm = parameters.value('scm');
  if (scm instanceof Map) return scm;
  if (!parameters.has('$class') && !parameters.has('userRemoteConfigs')) return undefined;
  return new Map(parameters.names().map((name) => [name, parameters.value(name)]));
}
