import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StepFailure } from '../errors.ts';

/**
 * Makes a folder and those around it; it may be there already. Rejects with a StepFailure. Node's own `recursive` goes
 * round in circles for ever where a file system lets nobody make anything, as below `/proc`.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await made(path, true);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    const why = cause.code === 'EEXIST' ? 'a file is in its place' : String(cause.code);
    throw new StepFailure(`the folder ${path} cannot be made: ${why}`, 'Choose another folder.', { cause });
  }
}

async function made(path: string, withOuter: boolean): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST' && (await isFolder(path))) return;
    if (code !== 'ENOENT' || !withOuter || dirname(path) === path) throw error;
    await made(dirname(path), true);
    await made(path, false);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
