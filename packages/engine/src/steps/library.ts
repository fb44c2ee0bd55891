import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Value } from '@pipeline-lab/groovy';
import { StepFailure } from '../errors.ts';
import { loadGroovyFile, loadLibrary } from '../libraries/load.ts';
import { hostObject } from './host-object.ts';
import type { Step } from './step.ts';

/** `library 'name@version'`; gives an object, as some scripts keep it. */
export const library: Step = {
  name: 'library',
  main: 'identifier',
  async run({ site, id, parameters }) {
    await loadLibrary({ ...site, step: id }, parameters.text('identifier'));
    return hostObject('LoadedClasses', {});
  },
};

/** The first of the loaded libraries that has the file wins. */
export const libraryResource: Step = {
  name: 'libraryResource',
  main: 'resource',
  async run({ site, parameters }) {
    const name = parameters.text('resource');
    for (const folder of site.build.libraries.folders.values()) {
      const resources = join(folder, 'resources');
      const path = resolve(resources, name);
      if (!path.startsWith(`${resources}/`)) continue;
      const encoding = parameters.text('encoding', 'utf8') === 'Base64' ? 'base64' : 'utf8';
      const text = await readFile(path, encoding).catch(() => undefined);
      if (text !== undefined) return text;
    }
    throw new StepFailure(
      `No such library resource ${name} could be found.`,
      'It has to be in the folder resources/ of a library that was loaded.',
    );
  },
};

/** `def helper = load 'helper.groovy'`: what the file's last statement gives, often `this`. */
export const load: Step = {
  name: 'load',
  main: 'path',
  needs: 'node',
  async run({ site, parameters }): Promise<Value> {
    return (await loadGroovyFile(site, resolve(site.cwd, parameters.text('path')))).value;
  },
};
