import { runBody, type Step } from './step.ts';
import { note } from './tell.ts';

/** A step of Jenkins' server that changes nothing on one machine: it says why, and runs its block. */
export function withoutMeaning(name: string, why: string): Step {
  return {
    name,
    main: 'value',
    summary: () => '',
    async run(call) {
      note(call, why);
      return call.body === undefined ? null : await runBody(call, call.site);
    },
  };
}
