import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noJenkinsfile } from '../errors.ts';
import { git } from '../workspace/git.ts';
import { objects } from '../workspace/objects.ts';
import { resolveCommit } from '../workspace/resolve-commit.ts';
import { type Head, usualFile } from './head.ts';
import type { BuildRequest } from './request.ts';

/** The commit of a build, and its Jenkinsfile as it is there, or in the working tree when the build is dirty. */
export interface Read {
  /** The full id. */
  readonly commit: string;
  readonly source: string;
  /** The address of the remote `origin`, empty without one, when that was asked. */
  readonly remote?: string;
}

/** What was read of a head, if it is what a build is to run. */
function readAhead({ repository, jenkinsfile, commit, dirty }: BuildRequest, head?: Head): Read | undefined {
  const wanted = dirty !== true && jenkinsfile === usualFile && repository === head?.top;
  return wanted && head.read.commit === commit ? head.read : undefined;
}

/** What a build runs, which may be what was read of a `head`. Errors: PLAB_NO_JENKINSFILE and those of resolveCommit. */
export async function readSource(request: BuildRequest, signal: AbortSignal, head?: Head): Promise<Read> {
  const ahead = readAhead(request, head);
  if (ahead !== undefined) return ahead;
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
