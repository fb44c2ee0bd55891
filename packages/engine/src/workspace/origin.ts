import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git, gitNow } from './git.ts';

/** Where others have a repository: the address of its remote `origin`, or else the repository itself. */
export function originOf(
  repository: string,
  remote: string = gitNow(repository, ['config', '--get', 'remote.origin.url']),
): string {
  const url = remote.trim();
  if (url === '') return repository;
  return /^\.{1,2}\//.test(url) ? resolve(repository, url) : url;
}

/** How git is asked for the address of the remote `origin`; its answer is empty without one. */
export const remoteQuestion = "git config --default '' --get remote.origin.url";

/** Lets a workspace call an address `origin`, as a clone of it does. */
export async function nameOrigin(folder: string, url: string, signal?: AbortSignal): Promise<void> {
  const path = join(folder, '.git', 'config');
  const config = existsSync(path) ? readFileSync(path, 'utf8') : '';
  // Asking git costs a process in every build.
  if (config.includes(`\turl = ${url}\n`)) return;
  if (config.includes('[remote "origin"]')) await git(folder, ['remote', 'remove', 'origin'], signal);
  await git(folder, ['remote', 'add', 'origin', url], signal);
}
