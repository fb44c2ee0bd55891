import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { noCommit, noGit, notARepository, repositoryRefused } from './errors.ts';

const git = promisify(execFile);

export interface Repository {
  readonly folder: string;
  readonly name: string;
  readonly commit: string;
  /** Absent on a detached head. */
  readonly branch?: string;
}

/**
 * The repository around a folder and its last commit. Errors: PLAB_NOT_A_REPOSITORY, PLAB_NO_COMMIT, PLAB_GIT_MISSING,
 * PLAB_GIT_FAILED.
 */
export async function repositoryAt(folder: string): Promise<Repository> {
  const ask = async (...args: string[]): Promise<string> =>
    (await git('git', ['-C', folder, ...args])).stdout.trim();
  const top = await ask('rev-parse', '--show-toplevel').catch((error: unknown) => {
    throw refusal(folder, error);
  });
  const commit = await ask('rev-parse', '--verify', '--quiet', 'HEAD').catch((error: unknown) => {
    throw noCommit(top, error);
  });
  const branch = await ask('symbolic-ref', '--short', '--quiet', 'HEAD').catch(() => undefined);
  return { folder: top, name: basename(top), commit, ...(branch === undefined ? {} : { branch }) };
}

/** Why git does not know the folder: it has no repository, belongs to somebody else, or there is no git. */
function refusal(folder: string, error: unknown): Error {
  if (!(error instanceof Error)) return notARepository(folder, error);
  if ('code' in error && error.code === 'ENOENT') return noGit(error);
  const said = 'stderr' in error ? String(error.stderr).trim() : error.message;
  return /not a git repository/i.test(said)
    ? notARepository(folder, error)
    : repositoryRefused(folder, said, error);
}
