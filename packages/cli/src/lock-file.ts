import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { SbomOptions } from '@pipeline-lab/image/sbom';
import { isThere } from './commands/dockerfile-source.ts';
import { unreadable } from './errors.ts';

/** The lock file of a build context, when it has one. */
export async function lockIn(folder: string): Promise<SbomOptions['lock']> {
  const name = 'package-lock.json';
  return (await isThere(join(folder, name))) ? await lockAt(folder, name) : undefined;
}

/** A lock file that the user names, from a folder. Errors: PLAB_UNREADABLE. */
export async function lockAt(folder: string, file: string): Promise<SbomOptions['lock']> {
  const text = await readFile(resolve(folder, file), 'utf8').catch((error: unknown) => {
    throw unreadable(file, error);
  });
  return { file, text };
}
