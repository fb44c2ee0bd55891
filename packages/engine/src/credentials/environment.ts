import type { Site } from '../build/build.ts';
import { notOnThisAgent } from '../errors.ts';

/** Runs work with the variables of `NAME = credentials('id')`. */
export async function bindCredential(
  _site: Site,
  name: string,
  id: string,
  _work: (site: Site) => Promise<void>,
): Promise<void> {
  throw notOnThisAgent(`the credential “${id}” of ${name}`, 'Set the variable in the environment.');
}
