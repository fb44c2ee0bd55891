import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { install } from '../install.ts';

const run = promisify(execFile);
const packages = '/usr/lib/postgresql';

export interface PostgresServer {
  /** Of an empty database; nobody else may connect. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts Debian's PostgreSQL, installed where it is missing, as a user who is not root, on a socket of its own. */
export async function startPostgres(): Promise<PostgresServer> {
  if (!existsSync(packages)) await install('postgresql');
  const version = readdirSync(packages).sort().at(-1) ?? '';
  const program = (name: string): string => join(packages, version, 'bin', name);
  const folder = await mkdtemp(join(tmpdir(), 'task-pg-'));
  const user = process.getuid?.() === 0 ? await idsOf('postgres') : undefined;
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  await run(program('initdb'), ['-D', data, '-U', 'tasks', '-A', 'trust', '-E', 'UTF8', '--no-sync'], {
    ...user,
    cwd: folder,
  });
  const args = ['-D', data, '-k', folder, '-c', 'listen_addresses='];
  const server = spawn(program('postgres'), args, {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await said(server.stderr, /ready to accept connections/);
  server.stderr.resume();
  return {
    url: `postgres://tasks@${encodeURIComponent(folder)}/postgres`,
    stop: async () => {
      const ended = once(server, 'exit');
      // Fast shutdown: it does not wait for clients.
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function said(stream: NodeJS.ReadableStream, wanted: RegExp): Promise<void> {
  let text = '';
  stream.setEncoding('utf8');
  return await new Promise((resolve, reject) => {
    stream.on('data', (chunk: string) => {
      text += chunk;
      if (wanted.test(text)) resolve();
    });
    stream.once('end', () => reject(new Error(text)));
  });
}

async function idsOf(user: string): Promise<{ uid: number; gid: number }> {
  const id = async (option: string): Promise<number> => Number((await run('id', [option, user])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
