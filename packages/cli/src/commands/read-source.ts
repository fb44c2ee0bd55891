import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Context } from '../context.ts';
import { unreadable } from '../errors.ts';

export interface Source {
  /** As the user named it, `<stdin>` for `-`. */
  readonly name: string;
  readonly source: string;
}

/** A Jenkinsfile; `-` is the standard input. */
export async function readSource({ cwd }: Pick<Context, 'cwd'>, file: string): Promise<Source> {
  if (file === '-') return { name: '<stdin>', source: await text(process.stdin) };
  const name = relative(cwd, resolve(cwd, file)) || '.';
  try {
    // A promise of a file loads a good part of Node, which takes longer than to read it.
    return { name, source: readFileSync(resolve(cwd, file), 'utf8') };
  } catch (error) {
    throw unreadable(name, error);
  }
}
