import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A script in a file of its own, which only the user may read; gone when disposed. */
export interface ScriptFile extends Disposable {
  /** Program and arguments that run the script. */
  readonly argv: readonly [string, ...string[]];
}

/** Writes a script as Jenkins does: `sh -xe file`, or the interpreter that its first line names. */
export function scriptFile(script: string, folder: string): ScriptFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `script-${randomUUID()}.sh`);
  writeFileSync(path, script, { mode: 0o600 });
  return { argv: [...interpreter(script), path], [Symbol.dispose]: () => rmSync(path, { force: true }) };
}

/** The words of a `#!` line, or `sh -xe`. */
function interpreter(script: string): [string, ...string[]] {
  const [, line = ''] = /^#!([^\n]*)/.exec(script) ?? [];
  const [program, ...args] = line.trim().split(/\s+/);
  return program ? [program, ...args] : ['sh', '-xe'];
}
