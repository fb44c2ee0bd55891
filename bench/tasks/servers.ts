import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { shippedEnvironment, shippedFlags, shippedMain } from './shipped.ts';
import { type Marks, marksIn } from './works.ts';

export type ServerName = 'ours' | 'flask' | 'bare';

export interface Server extends Marks {
  readonly name: ServerName;
  readonly url: string;
  /** Resident megabytes. */
  memory(): number;
  stop(): Promise<void>;
}

const here = fileURLToPath(new URL('.', import.meta.url));
const commands: Readonly<Record<ServerName, () => readonly [string, ...string[]]>> = {
  ours: () => [process.execPath, ...shippedFlags, shippedMain()],
  // Debian's own, which has Debian's packages.
  flask: () => ['/usr/bin/python3', join(here, 'original.py')],
  bare: () => [process.execPath, join(here, 'bare.ts')],
};

/** Starts a server with `count` tasks; one with a disk keeps them in `folder`. */
export async function startServer(name: ServerName, folder: string, count: number): Promise<Server> {
  const port = await freePort();
  const [program, ...args] = commands[name]();
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: folder,
    ...(name === 'ours' ? shippedEnvironment : {}),
  };
  const child = spawn(program, [...args, String(port)], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  process.once('exit', () => child.kill());
  const url = `http://127.0.0.1:${port}`;
  await answering(`${url}/tasks`, () => child.exitCode);
  const marks = await fill(url, count, name);
  return {
    name,
    url,
    ...marks,
    memory: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1000,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    },
  };
}

/** Waits for the first success. Throws when the server has ended. */
export async function answering(address: string, exitCode: () => number | null): Promise<void> {
  const ask = async (): Promise<boolean> => (await fetch(address)).ok;
  while (!(await ask().catch(() => false))) {
    if (exitCode() !== null) throw new Error(`${address} ended with ${exitCode()}`);
    await sleep(20);
  }
}

/** Adds `count` tasks; gives what is asked for of them. */
export async function fill(url: string, count: number, name: ServerName): Promise<Marks> {
  const ids: string[] = [];
  for (let done = 0; done < count; done += 100) {
    const tasks = Array.from({ length: 100 }, (_, index) => ({
      title: `Task ${done + index}`,
      description: 'What has to be done, in a sentence of usual length.',
    }));
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(`${url}/tasks/bulk`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ tasks }),
    });
    if (response.status !== 201)
      throw new Error(`${url} answered ${response.status} ${await response.text()}`);
    const { tasks: added } = (await response.json()) as { tasks: { id: string }[] };
    ids.push(...added.map(({ id }) => id));
  }
  return marksIn(ids, name === 'ours');
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
