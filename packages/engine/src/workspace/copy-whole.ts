import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, copyFile, lstat, readlink, rm, stat, symlink, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { makeFolder } from './make-folder.ts';

/** Up to this size (bytes) a file is copied in one go, which is fast and cannot be stopped. */
const small = 16_777_216;

/**
 * Copies one file with its mode; with `exact` also its times, and a link as a link. Rejects with what `signal` was
 * aborted with, in the midst of a big file, too. What is half there is removed.
 */
export async function copyWhole(
  from: string,
  to: string,
  { signal, exact = false }: { readonly signal: AbortSignal; readonly exact?: boolean },
): Promise<void> {
  signal.throwIfAborted();
  const found = await (exact ? lstat : stat)(from);
  makeFolder(dirname(to));
  // Whatever is in its place is no longer what it was, and no link of it is followed.
  await rm(to, { force: true });
  if (found.isSymbolicLink()) return await symlink(await readlink(from), to);
  try {
    if (found.size <= small) await copyFile(from, to);
    else await pipeline(createReadStream(from), createWriteStream(to), { signal });
    await chmod(to, found.mode);
    if (exact) await utimes(to, found.atime, found.mtime);
  } catch (error) {
    await rm(to, { force: true });
    signal.throwIfAborted();
    throw error;
  }
}
