import { notOnThisAgent } from '../../errors.ts';
import { defineStep, type Step } from '../step.ts';

/** A container of a pod. */
export const container: Step = defineStep('container', {
  run: async () => {
    throw notOnThisAgent(
      'container: Kubernetes',
      'Use `agent { docker … }` or docker.image(…).inside { … }.',
    );
  },
});
