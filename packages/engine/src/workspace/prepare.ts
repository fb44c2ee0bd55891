import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { copyWorkingTree } from './dirty.ts';
import { git, gitScript } from './git.ts';
import { nameOrigin } from './origin.ts';
import { gitFolder } from './resolve-commit.ts';
import { fetchTags } from './tags.ts';

export interface WorkspaceRequest {
  /** A folder of the repository's working tree, or a bare repository. */
  readonly repository: string;
  /** The full id of a commit that the repository has. */
  readonly commit: string;
  /** Where the workspace is, or shall be. */
  readonly folder: string;
  /** What the workspace calls `origin`. Default: the repository. */
  readonly origin?: string;
  /** Puts the working tree as it is over the commit: changed, new and deleted files, not ignored ones. */
  readonly dirty?: boolean;
  /** Removes what is not of the commit, but for `node_modules`. Default: true. */
  readonly clean?: boolean;
}

/**
 * Makes a workspace hold exactly one commit. The workspace is a repository of its own that is kept from build to build;
 * of what earlier builds left, only `node_modules` stays. Errors: PLAB_GIT_FAILED, PLAB_GIT_MISSING.
 */
export async function prepareWorkspace(request: WorkspaceRequest, signal?: AbortSignal): Promise<void> {
  const { repository, folder } = request;
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, '.git', 'HEAD'))) await git(folder, ['init', '--quiet', '.'], signal);
  removeLocks(join(folder, '.git'));
  await checkoutCommit(request, signal).catch(async () => {
    signal?.throwIfAborted();
    // Whatever a build that died left of the repository: it is only a copy.
    await rm(join(folder, '.git'), { recursive: true, force: true });
    await git(folder, ['init', '--quiet', '.'], signal);
    await checkoutCommit(request, signal);
  });
  await nameOrigin(folder, request.origin ?? repository, signal);
  await fetchTags(repository, folder, signal);
  if (request.dirty === true) await copyWorkingTree(repository, folder, signal);
}

/** The workspace is ours alone: who made these is dead. */
function removeLocks(gitFolder: string): void {
  for (const name of ['index.lock', 'HEAD.lock', 'shallow.lock', 'config.lock'])
    rmSync(join(gitFolder, name), { force: true });
}

async function checkoutCommit(
  { repository, folder, commit, clean }: WorkspaceRequest,
  signal: AbortSignal | undefined,
): Promise<void> {
  const script =
    clean === false ? checkoutOnly : `${checkoutOnly} && git clean --quiet -ffdx -e node_modules`;
  const checkout = async (): Promise<Buffer> =>
    await gitScript({ folder, script, parameters: [commit] }, signal);
  // Most often the commit is there already: asking first would cost a process more.
  await checkout().catch(async () => {
    signal?.throwIfAborted();
    await fetch(repository, folder, commit, signal);
    await checkout();
  });
}

const checkoutOnly = 'git checkout --quiet --force --detach "$1"';

async function fetch(
  repository: string,
  folder: string,
  commit: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const from = await gitFolder(repository, signal);
  const options = ['--quiet', '--no-tags', '--update-shallow', '--no-write-fetch-head'];
  await git(
    folder,
    ['-c', 'protocol.version=2', 'fetch', ...options, from, `+${commit}:refs/plab/build`],
    signal,
  );
}
