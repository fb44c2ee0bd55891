import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { StepFailure } from '../../errors.ts';
import { defineStep, type Step } from '../step.ts';

/** The first of the loaded libraries that has the file wins. */
export const libraryResource: Step = defineStep('libraryResource', {
  async run({ site, args }) {
    const name = args.resource;
    for (const folder of site.build.libraries.folders.values()) {
      const resources = join(folder, 'resources');
      const path = resolve(resources, name);
      if (!path.startsWith(`${resources}/`)) continue;
      const encoding = (args.encoding ?? 'utf8') === 'Base64' ? 'base64' : 'utf8';
      const text = await readFile(path, encoding).catch(() => undefined);
      if (text !== undefined) return text;
    }
    throw new StepFailure(
      `No such library resource ${name} could be found.`,
      'It has to be in the folder resources/ of a library that was loaded.',
    );
  },
});
