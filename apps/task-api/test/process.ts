import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';

export interface AppProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly url: string;
  readonly port: number;
  /** All lines of its log so far. */
  readonly log: Readonly<Record<string, unknown>>[];
  /** Resolves with exit code and signal. */
  readonly ended: Promise<[number | null, NodeJS.Signals | null]>;
}

const main = join(import.meta.dirname, '../src/main.ts');

/** Starts the app, or another `file` of it, as a process of its own, on a port that the system chooses; resolves when it listens. */
export async function startProcess(
  env: Readonly<Record<string, string>>,
  file: string = main,
): Promise<AppProcess> {
  const own = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
    NODE_TEST_CONTEXT: undefined,
    ...env,
  };
  const child = spawn(process.execPath, [file], { env: own, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const log: Record<string, unknown>[] = [];
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      log.push(JSON.parse(line) as Record<string, unknown>);
      const [, found] = /listening at (http:\S+?)"/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(`it ended: ${said}`)));
  });
  return { child, url, port: Number(new URL(url).port), log, ended };
}
