import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { channelScript } from '../src/ssh/channel-script.ts';
import { quoteLine } from '../src/ssh/quote.ts';
import { StreamReader } from '../src/ssh/stream-reader.ts';

/** The channel script under a real shell, with the lock of its folder. */
export interface ShellChannel {
  readonly process: ChildProcessWithoutNullStreams;
  /** What a command of the channel prints. Errors: its code and what it printed. */
  ask(argv: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

export async function openChannel(
  folder: string,
  { token = folder, env = {} }: { token?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<ShellChannel> {
  const child = spawn('/bin/sh', ['-c', channelScript, 'sh', folder, 'lock', 'me', token], {
    env: { ...process.env, ...env },
  });
  const reader = new StreamReader(child.stdout, new AbortController().signal);
  const line = await reader.line();
  if (!line.startsWith('ready ')) throw new Error(line);
  return {
    process: child,
    async ask(argv) {
      child.stdin.write(`${quoteLine(argv)}\n`);
      const [status, bytes] = (await reader.line()).split(' ');
      const output = await reader.bytes(Number(bytes));
      if (status !== '0') throw new Error(`code ${status}: ${output}`);
      return output;
    },
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.stdin.end();
      await once(child, 'close');
    },
  };
}

/** Makes a folder that has these programs and no others, to be the `PATH` of a host that lacks the rest. */
export async function programsIn(folder: string, names: readonly string[]): Promise<string> {
  await mkdir(folder);
  for (const name of names) await symlink(join('/usr/bin', name), join(folder, name));
  return folder;
}
