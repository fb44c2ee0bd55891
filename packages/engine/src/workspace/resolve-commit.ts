import { noCommit, notARepository } from '../errors.ts';
import { git } from './git.ts';

/** The full id of what git resolves to a commit. Errors: PLAB_NOT_A_REPOSITORY, PLAB_NO_COMMIT, PLAB_GIT_MISSING. */
export async function resolveCommit(
  repository: string,
  commit: string,
  signal?: AbortSignal,
): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`];
  try {
    return (await git(repository, args, signal)).trim();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Error && 'code' in error && error.code === 'PLAB_GIT_MISSING') throw error;
    await gitFolder(repository, signal);
    throw noCommit(repository, commit, error);
  }
}

/** The folder in which git keeps a repository. Errors: PLAB_NOT_A_REPOSITORY. */
export async function gitFolder(repository: string, signal: AbortSignal | undefined): Promise<string> {
  const args = ['rev-parse', '--path-format=absolute', '--git-common-dir'];
  const found = await git(repository, args, signal).catch((error: unknown) => {
    const said = error instanceof Error ? (error.message.split('failed: ')[1] ?? '') : '';
    throw notARepository(repository, said, error);
  });
  return found.trim();
}
