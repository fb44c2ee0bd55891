import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { StepFailure } from '../errors.ts';
import { commandLine } from '../shell/words.ts';

/** A machine behind SSH; one connection, kept for a minute, carries all that is asked of it. */
export interface Remote {
  /** `user@host`, or a name of the SSH configuration. */
  readonly host: string;
  /** A configuration file in place of the user's own. */
  readonly config?: string;
  /** Folder for the socket of the connection; only the user may read it. */
  readonly sockets: string;
}

type Stdio = 'pipe' | 'inherit' | 'ignore';

/** A machine that does not answer is given up after half a minute, and one that falls silent after a minute. */
const options = [
  'BatchMode=yes',
  'ConnectTimeout=30',
  'ServerAliveInterval=15',
  'ServerAliveCountMax=4',
  'ControlMaster=auto',
  'ControlPersist=60',
];

/** Starts a command on a machine; its words arrive as they are. The process is in a group of its own. */
export function startOn(
  { host, config, sockets }: Remote,
  words: readonly string[],
  stdio: readonly [Stdio, Stdio, Stdio],
  signal?: AbortSignal,
): ChildProcess {
  return spawn(
    'ssh',
    [
      ...(config === undefined ? [] : ['-F', config]),
      '-T',
      ...[...options, `ControlPath=${sockets}/%C`].flatMap((option) => ['-o', option]),
      '--',
      host,
      commandLine(words),
    ],
    { stdio: [...stdio], detached: true, ...(signal === undefined ? {} : { signal }) },
  );
}

/**
 * What a command on a machine prints. Throws a StepFailure with what it said when it fails, and what `signal` was
 * aborted with.
 */
export async function askOn(
  remote: Remote,
  words: readonly string[],
  { input, signal }: { readonly input?: Buffer; readonly signal?: AbortSignal } = {},
): Promise<Buffer> {
  signal?.throwIfAborted();
  const child = startOn(remote, words, ['pipe', 'pipe', 'pipe'], signal);
  child.stdin?.on('error', () => undefined).end(input);
  const streams = child as ChildProcess & {
    readonly stdout: NodeJS.ReadableStream;
    readonly stderr: NodeJS.ReadableStream;
  };
  const [answer, said, [code]] = await Promise.all([
    buffer(streams.stdout),
    text(streams.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]).catch((cause: unknown) => {
    signal?.throwIfAborted();
    throw new StepFailure('ssh cannot be started', 'Install OpenSSH’s client.', { cause });
  });
  if (code === 0) return answer;
  throw new StepFailure(
    `${remote.host}: ${said.trim() || `the command ended with ${code}`}`,
    `Try \`ssh ${remote.host}\` by hand; it needs GNU find, tar and setsid.`,
  );
}
