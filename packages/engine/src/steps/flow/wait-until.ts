import { setTimeout as pause } from 'node:timers/promises';
import { isTrue } from '@pipeline-lab/groovy';
import { said } from '../tell.ts';
import { defineStep, runBody, type Step } from '../step.ts';

/** Runs its block until it gives something true, with growing pauses (250 ms, then 1.2 times more, 15 s at most). */
export const waitUntil: Step = defineStep('waitUntil', {
  async run(call) {
    const { site, args } = call;
    let wait = Math.max(250, args.initialRecurrencePeriod ?? 250);
    while (!isTrue(await runBody(call, site))) {
      if (!args.quiet) said(call, `Will try again after ${(wait / 1000).toPrecision(2)} sec`);
      await pause(wait, undefined, { signal: site.signal }).catch(() => undefined);
      site.signal.throwIfAborted();
      wait = Math.min(wait * 1.2, 15_000);
    }
    return null;
  },
});
