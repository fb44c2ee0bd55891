import { note } from './flow.ts';
import { runBody, type Step } from './step.ts';

const why: Readonly<Record<string, string>> = {
  fingerprint: 'fingerprints are not kept here',
  maskPasswords: 'secrets are always hidden here',
  properties: 'properties of a job have no meaning here: a build takes its parameters from the Jenkinsfile',
  throttle: 'builds are not throttled here',
  withChecks: 'checks are not published from here',
  wrap: 'wrappers change nothing here; their block runs',
};

/** Steps of Jenkins' server that change nothing on one machine: they say so, and run their block. */
export const withoutMeaning: readonly Step[] = Object.entries(why).map(([name, reason]) => ({
  name,
  main: 'value',
  summary: () => '',
  async run(call) {
    note(call, reason);
    return call.body === undefined ? null : await runBody(call, call.site);
  },
}));
