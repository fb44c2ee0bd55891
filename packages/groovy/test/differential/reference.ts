import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What real Groovy makes of a file: its tree as text, or where and why it refuses it. */
export type Verdict =
  | { readonly tree: string }
  | { readonly line: number; readonly column: number; readonly message: string };

/** Parses texts with the `groovy` command (Debian's package is 2.4.21), all in one JVM. */
export function askGroovy(texts: readonly string[]): Verdict[] {
  const folder = mkdtempSync(join(tmpdir(), 'groovy-trees-'));
  try {
    const paths = texts.map((text, index) => {
      const path = join(folder, `${index}.groovy`);
      writeFileSync(path, text);
      return path;
    });
    const list = join(folder, 'list');
    writeFileSync(list, paths.join('\n'));
    execFileSync('groovy', [fileURLToPath(new URL('reference.groovy', import.meta.url)), list, folder], {
      env: { ...process.env, JAVA_HOME: javaHome(), JAVA_OPTS: '-Dfile.encoding=UTF-8 -Xss4m' },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return texts.map((_, index) => verdictOf(join(folder, String(index))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function javaHome(): string {
  if (process.env['JAVA_HOME'] !== undefined) return process.env['JAVA_HOME'];
  const java = execFileSync('sh', ['-c', 'command -v java']).toString().trim();
  return dirname(dirname(realpathSync(java)));
}

function verdictOf(path: string): Verdict {
  if (existsSync(`${path}.tree`)) return { tree: readFileSync(`${path}.tree`, 'utf8') };
  if (!existsSync(`${path}.error`)) throw new Error(readFileSync(`${path}.broken`, 'utf8'));
  const text = readFileSync(`${path}.error`, 'utf8');
  const [, line = '0', column = '0', message = ''] = /^(\d+) (\d+) ([^]*)$/.exec(text) ?? [];
  return { line: Number(line), column: Number(column), message: firstProblem(message) };
}

function firstProblem(message: string): string {
  return message.split('\n').find((line) => line.includes(' @ line ')) ?? message.slice(0, 200);
}
