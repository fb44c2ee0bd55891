import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StepFailure } from '../errors.ts';

/**
 * Makes a folder and those around it; it may be there already. Throws a StepFailure. Node's own `recursive` goes
 * round in circles for ever where a file system lets nobody make anything, as below `/proc`.
 */
export function makeFolder(path: string): void {
  try {
    made(path, true);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    const why = cause.code === 'EEXIST' ? 'a file is in its place' : String(cause.code);
    throw new StepFailure(`the folder ${path} cannot be made: ${why}`, 'Choose another folder.', { cause });
  }
}

function made(path: string, withOuter: boolean): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
    if (code !== 'ENOENT' || !withOuter || dirname(path) === path) throw error;
    made(dirname(path), true);
    made(path, false);
  }
}
