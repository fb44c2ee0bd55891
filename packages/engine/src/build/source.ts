import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noJenkinsfile } from '../errors.ts';
import { git } from '../workspace/git.ts';
import { objects } from '../workspace/objects.ts';
import { resolveCommit } from '../workspace/resolve-commit.ts';
import type { BuildRequest } from './request.ts';

/** The commit of a build, and its Jenkinsfile as it is there, or in the working tree when the build is dirty. */
export interface Read {
  /** The full id. */
  readonly commit: string;
  readonly source: string;
}

/** Errors: PLAB_NO_JENKINSFILE and those of resolveCommit. */
export async function readSource(request: BuildRequest, signal: AbortSignal): Promise<Read> {
  const { repository, jenkinsfile, commit, dirty } = request;
  if (dirty !== true) {
    // One process when nothing is wrong.
    const [found, blob] = await objects(
      repository,
      [`${commit}^{commit}`, `${commit}:${jenkinsfile}`],
      signal,
    );
    if (found?.type === 'commit' && blob?.type === 'blob') return { commit: found.id, source: blob.content };
  }
  // What git says about the commit is told first.
  const id = await resolveCommit(repository, commit, signal);
  return { commit: id, source: await sourceOf(request, signal) };
}

async function sourceOf(
  { repository, jenkinsfile, commit, dirty }: BuildRequest,
  signal: AbortSignal,
): Promise<string> {
  const missing = (): never => {
    signal.throwIfAborted();
    throw noJenkinsfile(jenkinsfile, commit, dirty === true);
  };
  if (dirty === true) return await readFile(join(repository, jenkinsfile), 'utf8').catch(missing);
  return await git(repository, ['cat-file', 'blob', `${commit}:${jenkinsfile}`], signal).catch(missing);
}
