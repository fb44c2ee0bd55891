import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { StepFailure } from '../errors.ts';
import { quoted } from './quote.ts';

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

/** Starts a command on a machine; its words arrive as they are. The process is in a group of its own. */
export function startOn(
  { host, config, sockets }: Remote,
  words: readonly string[],
  stdio: readonly [Stdio, Stdio, Stdio],
): ChildProcess {
  const options = ['BatchMode=yes', 'ControlMaster=auto', 'ControlPersist=60', `ControlPath=${sockets}/%C`];
  return spawn(
    'ssh',
    [
      ...(config === undefined ? [] : ['-F', config]),
      '-T',
      ...options.flatMap((option) => ['-o', option]),
      '--',
      host,
      quoted(words),
    ],
    { stdio: [...stdio], detached: true },
  );
}

/** What a command on a machine prints. Throws a StepFailure with what it said when it fails. */
export async function askOn(remote: Remote, words: readonly string[], input?: Buffer): Promise<Buffer> {
  const child = startOn(remote, words, ['pipe', 'pipe', 'pipe']);
  child.stdin?.on('error', () => undefined).end(input);
  const streams = child as ChildProcess & {
    readonly stdout: NodeJS.ReadableStream;
    readonly stderr: NodeJS.ReadableStream;
  };
  const [answer, said, [code]] = await Promise.all([
    buffer(streams.stdout),
    text(streams.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  if (code === 0) return answer;
  throw new StepFailure(
    `${remote.host}: ${said.trim() || `the command ended with ${code}`}`,
    `Try \`ssh ${remote.host}\` by hand; it needs GNU find, tar and setsid.`,
  );
}
