import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { type TaskClient, taskClient } from '../client/client.ts';

const run = promisify(execFile);
export const main: string = join(import.meta.dirname, '../../src/main.ts');
/** What a test may skip by: why it cannot mount. */
export const mayMount: false | string =
  process.getuid?.() === 0 ? false : 'mounts a file system, which only root may';

/** The app with its tasks in a file system that only it sees. */
export interface Caged {
  readonly child: ChildProcess;
  readonly client: TaskClient;
  readonly url: string;
  /** Runs a command where the file system is mounted; gives what it says. */
  inside(...argv: string[]): Promise<string>;
}

/** A folder that goes when the test ends. */
export async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'task-disk-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

/** Starts the app after `mount`, a shell command that mounts its file system on `folder`. */
export async function startCaged(t: TestContext, folder: string, mount: string): Promise<Caged> {
  const env = { ...process.env, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', DATA_DIR: folder };
  const argv = ['-m', 'sh', '-c', `${mount} && exec "$0" "$@"`, process.execPath, main];
  const child = spawn('unshare', argv, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const url = await listening(child);
  return {
    child,
    url,
    client: taskClient(url),
    inside: async (...argv) => (await run('nsenter', ['-t', String(child.pid), '-m', ...argv])).stdout.trim(),
  };
}

async function listening(child: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('it has no output');
    createInterface(child.stdout).on('line', (line) => {
      const [, found] = /listening at (http:\S+?)"/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
  });
}
