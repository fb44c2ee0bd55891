import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { antMatches } from '@pipeline-lab/jenkinsfile';

interface AntOptions {
  readonly excludes?: string;
  /** Leaves out what version control and editors keep. Default: true. */
  readonly defaultExcludes?: boolean;
  readonly caseSensitive?: boolean;
  /** Folders that match are given, too. */
  readonly directories?: boolean;
  /** Looks into folders that links lead to, too, and leaves out links that lead nowhere. */
  readonly followLinks?: boolean;
  /** Stops the search. */
  readonly signal?: AbortSignal;
}

/** After so many files the search lets others go first. */
const breath = 1000;

/** Ant's own list, as far as such files exist today. */
const usuallyLeftOut =
  '**/.git/**,**/.git,**/.gitignore,**/.gitattributes,**/.gitmodules,**/.svn/**,**/CVS/**,**/.hg/**,**/*~,**/#*#,**/.#*,**/%*%,**/._*,**/.DS_Store';

/** The files below a folder that match patterns in Ant's style, separated by commas; relative, sorted. */
export async function antFiles(
  folder: string,
  includes: string,
  {
    excludes = '',
    defaultExcludes = true,
    caseSensitive = true,
    directories = false,
    followLinks = false,
    signal,
  }: AntOptions = {},
): Promise<string[]> {
  const wanted = patterns(includes);
  const unwanted = [...patterns(excludes), ...(defaultExcludes ? patterns(usuallyLeftOut) : [])];
  const found: string[] = [];
  const matches = (list: readonly string[], path: string): boolean =>
    list.some((pattern) => antMatches(pattern, path, caseSensitive));
  let looked = 0;
  const walk = async (inside: string, around: readonly string[] = []): Promise<void> => {
    for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
      looked += 1;
      // An abort only comes while nothing calculates.
      if (looked % breath === 0) await setImmediate();
      signal?.throwIfAborted();
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      const linked = followLinks && entry.isSymbolicLink() ? await linkedTo(join(folder, path)) : undefined;
      if (linked === 'nothing') continue;
      const isFolder = linked === undefined ? entry.isDirectory() : linked.isFolder;
      if ((directories || !isFolder) && matches(wanted, path) && !matches(unwanted, path)) found.push(path);
      if (!isFolder || (defaultExcludes && entry.name === '.git')) continue;
      // A link to a folder that it is in would lead round in circles.
      const own = linked?.path ?? join(around.at(-1) ?? folder, entry.name);
      if (linked === undefined || ![folder, ...around].includes(own)) await walk(path, [...around, own]);
    }
  };
  await walk('').catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
  return found.sort();
}

async function linkedTo(
  path: string,
): Promise<{ readonly path: string; readonly isFolder: boolean } | 'nothing'> {
  try {
    const target = await realpath(path);
    return { path: target, isFolder: (await stat(target)).isDirectory() };
  } catch {
    return 'nothing';
  }
}

function patterns(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((pattern) => pattern.trim().replace(/^\.\//, ''))
    .filter((pattern) => pattern !== '');
}
