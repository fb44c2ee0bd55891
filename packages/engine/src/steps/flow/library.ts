import { loadLibrary } from '../../libraries/load.ts';
import { hostObject } from '../host-object.ts';
import { defineStep, type Step } from '../step.ts';

/** `library 'name@version'`; gives an object, as some scripts keep it. */
export const library: Step = defineStep('library', {
  async run({ site, id, args }) {
    await loadLibrary({ ...site, step: id }, args.identifier);
    return hostObject('LoadedClasses', {});
  },
});
