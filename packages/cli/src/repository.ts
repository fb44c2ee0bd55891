import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { Head } from '@pipeline-lab/engine/builds';
import { noCommit, noGit, notARepository, repositoryRefused } from './errors.ts';

export interface Repository {
  readonly folder: string;
  readonly name: string;
  /** Where git keeps it: the same for all its worktrees. */
  readonly gitFolder: string;
  readonly commit: string;
  /** Absent on a detached head. */
  readonly branch?: string;
  /** More of what is there, where it was read at once. */
  readonly head?: Head;
}

/** A repository of which the head is known. */
export function repositoryOf(head: Head): Repository {
  const { top, gitFolder, read, branch } = head;
  return {
    folder: top,
    name: basename(top),
    gitFolder,
    commit: read.commit,
    head,
    ...(branch === undefined ? {} : { branch }),
  };
}

/**
 * The repository around a folder and its last commit. Errors: PLAB_NOT_A_REPOSITORY, PLAB_NO_COMMIT, PLAB_GIT_MISSING,
 * PLAB_GIT_FAILED.
 */
export async function repositoryAt(folder: string): Promise<Repository> {
  const ask = async (...args: string[]): Promise<string[]> =>
    (await promisify(execFile)('git', ['-C', folder, 'rev-parse', ...args])).stdout.trimEnd().split('\n');
  // One process for all that is asked when nothing is wrong.
  const common = ['--path-format=absolute', '--git-common-dir'];
  const answer = await ask(...common, '--show-toplevel', 'HEAD', '--abbrev-ref', 'HEAD').catch(
    () => undefined,
  );
  const [gitFolder = '', top = '', commit = '', branch = 'HEAD'] = answer ?? (await explained(folder, ask));
  return { folder: top, name: basename(top), gitFolder, commit, ...(branch === 'HEAD' ? {} : { branch }) };
}

async function explained(folder: string, ask: (...args: string[]) => Promise<string[]>): Promise<string[]> {
  const [top = ''] = await ask('--show-toplevel').catch((error: unknown) => {
    throw refusal(folder, error);
  });
  const [commit = ''] = await ask('--verify', '--quiet', 'HEAD').catch((error: unknown) => {
    throw noCommit(top, error);
  });
  const [gitFolder = ''] = await ask('--path-format=absolute', '--git-common-dir');
  return [gitFolder, top, commit];
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
