import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A script in a file of its own, readable by the user only; gone when disposed. */
export interface ScriptFile extends AsyncDisposable {
  /** Program and arguments that run the script. */
  readonly argv: readonly [string, ...string[]];
}

/** Writes a script as Jenkins does: `sh -xe file`, or the interpreter that its first line names. */
export async function scriptFile(script: string, folder: string): Promise<ScriptFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'script.sh');
  await writeFile(path, script, { mode: 0o600 });
  return {
    argv: [...interpreter(script), path],
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true, force: true }),
  };
}

/** The words of a `#!` line, or `sh -xe`. */
export function interpreter(script: string): [string, ...string[]] {
  const [, line = ''] = /^#!([^\n]*)/.exec(script) ?? [];
  const [program, ...args] = line.trim().split(/\s+/);
  return program ? [program, ...args] : ['sh', '-xe'];
}

/** Runs `argv` with stderr on the very pipe of stdout, so that the order of both is kept. */
export function merged(argv: readonly [string, ...string[]]): [string, ...string[]] {
  return ['sh', '-c', 'exec "$@" 2>&1', 'sh', ...argv];
}
