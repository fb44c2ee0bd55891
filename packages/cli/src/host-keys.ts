import { createInterface } from 'node:readline/promises';
import { pinHostKey, UnknownHostKey } from '@pipeline-lab/deploy';
import type { Context } from './context.ts';

/**
 * Does something with hosts; a key that is met for the first time is pinned when its fingerprint is among `accepted`, or
 * when a person at the terminal says yes, and it is done again: nothing has happened by then.
 */
export async function withHostKeys<Result>(
  context: Context,
  accepted: readonly string[],
  action: () => Promise<Result>,
): Promise<Result> {
  const pinned = new Set<string>();
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof UnknownHostKey) || pinned.has(error.host.name)) throw error;
      const { host, hostKey } = error;
      if (!accepted.includes(hostKey.fingerprint) && !(await askWhether(error, context.signal))) throw error;
      await pinHostKey(host, hostKey);
      pinned.add(host.name);
      context.say(`pinned the key of ${host.name}, ${hostKey.fingerprint}, in ${host.knownHostsFile}`);
    }
  }
}

async function askWhether({ host, hostKey }: UnknownHostKey, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const text = `${host.name} is met for the first time. Its ${hostKey.type} key has the fingerprint\n  ${hostKey.fingerprint}\nIs this what its console or its provider shows? [y/N] `;
    return /^y(es)?$/i.test((await terminal.question(text, { signal })).trim());
  } finally {
    terminal.close();
  }
}
