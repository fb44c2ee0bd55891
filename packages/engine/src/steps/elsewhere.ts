import { notOnThisAgent } from '../errors.ts';
import { said } from './flow.ts';
import type { Step } from './step.ts';

/** Steps that need a Windows agent. */
export const windows: readonly Step[] = ['bat', 'powershell', 'pwsh'].map((name) => ({
  name,
  main: 'script',
  needs: 'node',
  summary: (parameters) => parameters.text('script'),
  run: async () => {
    throw notOnThisAgent(`${name}: Windows`, 'Use `sh`, or ask `isUnix()` first.');
  },
}));

/** Lets newer builds pass by in Jenkins; a build here never waits for an older one's milestone. */
export const milestone: Step = {
  name: 'milestone',
  main: 'ordinal',
  summary: (parameters) => (parameters.value('ordinal') === null ? '' : parameters.text('ordinal')),
  async run(call) {
    if (call.parameters.value('ordinal') !== null)
      said(call, `Trying to pass milestone ${call.parameters.text('ordinal')}`);
    return null;
  },
};
