import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { antMatches } from '@pipeline-lab/jenkinsfile';

interface AntOptions {
  readonly excludes?: string;
  /** Leaves out what version control and editors keep. Default: true. */
  readonly defaultExcludes?: boolean;
  readonly caseSensitive?: boolean;
  /** Folders that match are given, too. */
  readonly directories?: boolean;
  /** Stops the search. */
  readonly signal?: AbortSignal;
}

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
    signal,
  }: AntOptions = {},
): Promise<string[]> {
  const wanted = patterns(includes);
  const unwanted = [...patterns(excludes), ...(defaultExcludes ? patterns(usuallyLeftOut) : [])];
  const found: string[] = [];
  const matches = (list: readonly string[], path: string): boolean =>
    list.some((pattern) => antMatches(pattern, path, caseSensitive));
  const walk = async (inside: string): Promise<void> => {
    signal?.throwIfAborted();
    for (const entry of await readdir(join(folder, inside), { withFileTypes: true })) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if ((directories || !entry.isDirectory()) && matches(wanted, path) && !matches(unwanted, path))
        found.push(path);
      if (entry.isDirectory() && (!defaultExcludes || entry.name !== '.git')) await walk(path);
    }
  };
  await walk('').catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
  return found.sort();
}

function patterns(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((pattern) => pattern.trim().replace(/^\.\//, ''))
    .filter((pattern) => pattern !== '');
}
