import type { ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fail } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { sshFailure } from './failure.ts';
import { isRefusal } from './forbidden.ts';

export type Ssh = ChildProcessByStdio<Writable, Readable, Readable>;

/** What `ssh` tells beside the commands: that it ended, and what it says of its forwards. */
export interface SshEnd {
  readonly lost: AbortSignal;
  readonly lose: (reason: Error) => void;
  readonly done: Promise<void>;
  /** How many connections through a forward the host has forbidden. */
  readonly refusals: () => number;
  /** The port that the host chose for the reverse forward; undefined when ssh ends before it says so. */
  readonly allocatedPort: Promise<number | undefined>;
}

/** Reads what an `ssh` process says until it ends. */
export function watchEnd(ssh: Ssh, host: Host): SshEnd {
  const lost = new AbortController();
  const allocated = Promise.withResolvers<number | undefined>();
  let said = '';
  let refusals = 0;
  createInterface({ input: ssh.stderr }).on('line', (line) => {
    if (isRefusal(line)) refusals += 1;
  });
  ssh.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-8192);
    const port = /Allocated port (\d+) for remote forward/.exec(said)?.[1];
    if (port !== undefined) allocated.resolve(Number(port));
  });
  lost.signal.addEventListener('abort', () => allocated.resolve(undefined));
  const done = new Promise<void>((resolve) => {
    ssh.on('error', (error) => {
      lost.abort(fail('PLAB_SSH_REFUSED', host, error.message, error));
      resolve();
    });
    ssh.on('close', (code) => {
      lost.abort(sshFailure(host, said, code));
      resolve();
    });
  });
  return {
    lost: lost.signal,
    lose: (reason) => lost.abort(reason),
    done,
    refusals: () => refusals,
    allocatedPort: allocated.promise,
  };
}
