import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { unwritable } from './errors.ts';
import { print } from './render/print.ts';

/** Writes a text to a file, or to stdout where none is named. Errors: PLAB_UNWRITABLE. */
export async function write(cwd: string, file: string | undefined, text: string): Promise<void> {
  if (file === undefined) return await print(text);
  await writeFile(resolve(cwd, file), text).catch((error: unknown) => {
    throw unwritable(file, error);
  });
}
