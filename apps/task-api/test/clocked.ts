import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { type TaskClient, taskClient } from './client/client.ts';
import { install } from './install.ts';
import { type AppProcess, startProcess } from './process.ts';

const run = promisify(execFile);

/** How far the clock is off that of the machine. */
export type Step = 'same' | '-1h' | '+1d' | '+25h';

export interface Clocked {
  readonly app: AppProcess;
  readonly client: TaskClient;
  /** Sets the clock of the process; 'same' is that of the machine. Only what is asked for the time sees it. */
  setClock(step: Step): Promise<void>;
}

/** The service with a clock that can be set while it runs, and without touching that of the machine. */
export async function startClocked(
  t: TestContext,
  folder: string,
  env: Readonly<Record<string, string>> = {},
  step: Step = 'same',
): Promise<Clocked> {
  const clock = join(folder, 'clock');
  const set = async (to: Step): Promise<void> => await writeFile(clock, to === 'same' ? '+0' : to);
  await set(step);
  const library = await libraryOf('libfaketime').catch(async () => {
    await install('libfaketime');
    return await libraryOf('libfaketime');
  });
  const faketime = {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  };
  const app = await startProcess({ DATA_DIR: join(folder, 'data'), ...env, ...faketime });
  t.after(async () => {
    app.child.kill('SIGKILL');
    await app.ended;
  });
  return { app, client: taskClient(app.url), setClock: set };
}

async function libraryOf(name: string): Promise<string> {
  const files = (await run('dpkg', ['-L', name])).stdout.split('\n');
  return files.find((file) => file.endsWith('/libfaketime.so.1')) ?? '';
}

/** A folder that goes when the test ends. */
export async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'task-clock-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}
