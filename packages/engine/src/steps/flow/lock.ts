import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { textOf, type Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../../errors.ts';
import { tryLock } from '../../process/file-lock.ts';
import { fileName } from '../../workspace/file-name.ts';
import { said } from '../tell.ts';
import { defineStep, runBody, type Step } from '../step.ts';

/** One build, or branch of a build, at a time: for all builds of this user. The lock ends with the process at the latest. */
export const lock: Step = defineStep('lock', {
  async run(call) {
    const { site, args } = call;
    const extra = args.extra;
    const names = [args.resource ?? args.label, ...(Array.isArray(extra) ? extra : [])]
      .filter((value) => value !== null)
      .map((value: Value) => textOf(value instanceof Map ? (value.get('resource') ?? '') : value))
      .filter((name) => name !== '')
      .sort();
    if (names.length === 0) throw new StepFailure('lock: no resource is named', "Write lock('name') { … }.");
    using locks = new DisposableStack();
    for (const name of names) {
      said(call, `Trying to acquire lock on [Resource: ${name}]`);
      const path = join(site.build.stateDir, `lock-${fileName(name)}`);
      for (let held = tryLock(path); ; held = tryLock(path)) {
        if (held !== undefined) {
          const own = held;
          locks.defer(() => own.close());
          break;
        }
        if (args.skipIfLocked) {
          said(call, `[Resource: ${name}] is locked, skipping execution...`);
          return null;
        }
        // Who holds it is another process: its end is no event here.
        await pause(200, undefined, { signal: site.signal }).catch(() => undefined);
        site.signal.throwIfAborted();
      }
      said(call, `Lock acquired on [Resource: ${name}]`);
    }
    const variable = args.variable ?? '';
    const env = variable === '' ? site.env : { ...site.env, [variable]: names.join(',') };
    return await runBody(call, { ...site, env });
  },
});
