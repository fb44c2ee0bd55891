import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { noCommit, notARepository } from '../errors.ts';
import { copyWorkingTree } from './dirty.ts';
import { git } from './git.ts';

export interface WorkspaceRequest {
  /** A folder of the repository's working tree, or a bare repository. */
  readonly repository: string;
  /** Anything git resolves to a commit. */
  readonly commit: string;
  /** Where the workspace is, or shall be. */
  readonly folder: string;
  /** Puts the working tree as it is over the commit: changed, new and deleted files, not ignored ones. */
  readonly dirty?: boolean;
}

/**
 * Makes a workspace hold exactly one commit and gives that commit's full id. The workspace is a repository of its
 * own that is kept from build to build; of what earlier builds left, only `node_modules` stays.
 * Errors: PLAB_NOT_A_REPOSITORY, PLAB_NO_COMMIT, PLAB_GIT_FAILED, PLAB_GIT_MISSING.
 */
export async function prepareWorkspace(request: WorkspaceRequest, signal?: AbortSignal): Promise<string> {
  const { folder } = request;
  const { gitFolder, commit } = await resolveCommit(request, signal);
  await mkdir(folder, { recursive: true });
  if (!(await exists(join(folder, '.git', 'HEAD')))) await git(folder, ['init', '--quiet', '.'], signal);
  if (!(await hasCommit(folder, commit, signal))) {
    const fetch = ['fetch', '--quiet', '--no-tags', '--update-shallow', '--no-write-fetch-head'];
    await git(
      folder,
      ['-c', 'protocol.version=2', ...fetch, gitFolder, `+${commit}:refs/plab/build`],
      signal,
    );
  }
  await git(folder, ['checkout', '--quiet', '--force', '--detach', commit], signal);
  await git(folder, ['clean', '--quiet', '-ffdx', '-e', 'node_modules'], signal);
  if (request.dirty === true) await copyWorkingTree(request.repository, folder, signal);
  return commit;
}

async function resolveCommit(
  { repository, commit }: WorkspaceRequest,
  signal: AbortSignal | undefined,
): Promise<{ gitFolder: string; commit: string }> {
  const gitFolder = await git(
    repository,
    ['rev-parse', '--path-format=absolute', '--git-common-dir'],
    signal,
  ).catch((error: unknown) => {
    throw notARepository(
      repository,
      error instanceof Error ? (error.message.split('failed: ')[1] ?? '') : '',
      error,
    );
  });
  const full = await git(
    repository,
    ['rev-parse', '--verify', '--quiet', `${commit}^{commit}`],
    signal,
  ).catch((error: unknown) => {
    throw noCommit(repository, commit, error);
  });
  return { gitFolder: gitFolder.trim(), commit: full.trim() };
}

async function hasCommit(folder: string, commit: string, signal: AbortSignal | undefined): Promise<boolean> {
  return await git(folder, ['rev-list', '--objects', '--max-count=1', commit], signal).then(
    () => true,
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
