import { loadLibrary } from '../../libraries/load.ts';
import { hostObject } from '../host-object.ts';
import type { Step } from '../step.ts';

/** `library 'name@version'`; gives an object, as some scripts keep it. */
export const library: Step = {
  name: 'library',
  main: 'identifier',
  async run({ site, id, parameters }) {
    await loadLibrary({ ...site, step: id }, parameters.text('identifier'));
    return hostObject('LoadedClasses', {});
  },
};
