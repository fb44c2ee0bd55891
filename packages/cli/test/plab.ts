import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const mainFile: string = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Runs the command line in a folder, with a state folder of its own. */
export async function plab(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return await new Promise((resolve) => {
    const own = {
      ...process.env,
      XDG_STATE_HOME: join(cwd, '.state'),
      NO_COLOR: '1',
      NODE_TEST_CONTEXT: undefined,
      ...env,
    };
    execFile(
      process.execPath,
      [mainFile, ...args],
      { cwd, env: own, maxBuffer: 64_000_000 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
}

/** A temporary folder with these files; gone after the test. */
export async function folderWith(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-cli-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args])
    .toString()
    .trim();
}

/** As {@link folderWith}, as a repository with one commit. */
export async function repositoryWith(
  t: TestContext,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = await folderWith(t, { '.gitignore': '.state\n', ...files });
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'first');
  return folder;
}
