import { closeSync, readFile } from 'node:fs';
import { promisify } from 'node:util';
import { gitScript, ownGit } from '../workspace/git.ts';
import { objectsIn } from '../workspace/objects.ts';
import { remoteQuestion } from '../workspace/origin.ts';
import type { Read } from './source.ts';

/** What a folder's repository is at, read before it is known whether a build is to run it. */
export interface Head {
  /** Where git keeps the repository: the same for all its working trees. */
  readonly gitFolder: string;
  /** The working tree. */
  readonly top: string;
  readonly branch?: string;
  readonly read: Read;
}

export const usualFile = 'Jenkinsfile';

const question = `git rev-parse --path-format=absolute --git-common-dir --show-toplevel --abbrev-ref HEAD &&
  ${remoteQuestion} && printf '%s\\n' 'HEAD^{commit}' 'HEAD:${usualFile}' | git cat-file --batch`;

/** For whoever asks before Node has started: a script of the shell that writes what {@link headFrom} reads of its folder. */
export const headScript: string = ownGit(question);

/** The last commit around a folder, and its Jenkinsfile; undefined where anything of it is missing. */
export async function readHead(folder: string): Promise<Head | undefined> {
  return await gitScript({ folder, script: question, parameters: [] }).then(headIn, () => undefined);
}

/** The same from what the script writes to a file descriptor, which is closed. */
export async function headFrom(file: number): Promise<Head | undefined> {
  const answer = await promisify(readFile)(file).then(headIn, () => undefined);
  closeSync(file);
  return answer;
}

function headIn(output: Buffer): Head | undefined {
  const {
    lines: [gitFolder = '', top = '', branch = '', remote = ''],
    rest,
  } = takeLines(output, 4);
  const [commit, blob] = objectsIn(rest, 2);
  if (commit?.type !== 'commit' || blob?.type !== 'blob') return undefined;
  const read = { commit: commit.id, source: blob.content, remote };
  return { gitFolder, top, read, ...(branch === 'HEAD' ? {} : { branch }) };
}

function takeLines(output: Buffer, count: number): { readonly lines: string[]; readonly rest: Buffer } {
  let rest = output;
  const lines = Array.from({ length: count }, () => {
    const end = rest.indexOf(10);
    const line = rest.toString('utf8', 0, end);
    rest = rest.subarray(end + 1);
    return line;
  });
  return { lines, rest };
}
