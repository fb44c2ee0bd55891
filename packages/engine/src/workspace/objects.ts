import { gitWith } from './git.ts';

/** An object of a repository. */
export interface GitObject {
  readonly id: string;
  readonly type: string;
  /** As UTF-8. */
  readonly content: string;
}

/**
 * The objects that names stand for, all from one process (`git cat-file --batch`); undefined for a name that git does
 * not know, and for all from the first that cannot be asked so.
 */
export async function objects(
  repository: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<(GitObject | undefined)[]> {
  if (names.some((name) => name.includes('\n'))) return [];
  const output = await gitWith(`${names.join('\n')}\n`, repository, ['cat-file', '--batch'], signal).catch(
    () => Buffer.alloc(0),
  );
  return objectsIn(output, names.length);
}

/** So many objects as `git cat-file --batch` prints them. */
export function objectsIn(output: Buffer, count: number): (GitObject | undefined)[] {
  let rest = output;
  return Array.from({ length: count }, () => {
    const end = rest.indexOf(10);
    const [, id, type, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(rest.toString('utf8', 0, end)) ?? [];
    if (id === undefined || type === undefined) {
      rest = rest.subarray(end + 1);
      return undefined;
    }
    const content = rest.subarray(end + 1, end + 1 + Number(size));
    rest = rest.subarray(end + 1 + Number(size) + 1);
    // Whoever wrote it may have died.
    if (content.length < Number(size)) return undefined;
    return { id, type, content: content.toString() };
  });
}
