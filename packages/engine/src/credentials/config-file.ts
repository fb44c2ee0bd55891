import { readFile } from 'node:fs/promises';
import type { Site } from '../build/build.ts';
import { StepFailure } from '../errors.ts';
import { hide } from './bindings.ts';

/**
 * The content of a managed file: one that plab.yml names, else a file of the store of secrets, which no log shows.
 * Rejects with a StepFailure when there is neither.
 */
export async function configFileText(site: Site, id: string): Promise<Buffer> {
  const { configFiles, credentials } = site.build;
  const path = configFiles.get(id);
  if (path !== undefined)
    return await readFile(path).catch((cause: unknown) => {
      throw new StepFailure(
        `the managed file ${id} cannot be read: ${path}`,
        'Check `configFiles:` in plab.yml.',
        {
          cause,
        },
      );
    });
  const secret = await credentials.findAs(id, 'file').catch((cause: unknown) => {
    throw new StepFailure(
      `not able to provide the file ${id}, it can't be resolved`,
      `Name it in plab.yml: \`configFiles: { ${id}: path }\`, or keep it as a secret: \`plab secrets set ${id} --type file\`.`,
      { cause },
    );
  });
  hide(site, id, secret);
  return Buffer.from(secret.base64, 'base64');
}
