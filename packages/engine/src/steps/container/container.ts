import { notOnThisAgent } from '../../errors.ts';
import type { Step } from '../step.ts';

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
