import type { Site } from '../build/build.ts';
import { notOnThisAgent } from '../errors.ts';

/** Makes a shared library's variables and classes known to the script: `name@version`. */
export async function loadLibrary(_site: Site, identifier: string): Promise<void> {
  throw notOnThisAgent(`the library “${identifier}”`, 'Put its functions into the Jenkinsfile.');
}
