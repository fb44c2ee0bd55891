import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { fail } from '../errors.ts';
import type { Host } from '../host/host.ts';
import { channelScript } from './channel-script.ts';
import { quoteLine } from './quote.ts';
import type { StreamReader } from './stream-reader.ts';

/** SHA-256 of the script that is to run at the host's end. */
export const channelProgram: string = createHash('sha256').update(channelScript).digest('hex');

/** Both ends of the stream that commands go over. */
export interface ChannelStreams {
  readonly input: Writable;
  readonly reader: StreamReader;
}

/**
 * Waits until the host is ready for commands; sends it the script when it asks for that. Gives the number of the lock.
 * Errors: PLAB_LOCKED, PLAB_STATE_UNWRITABLE, PLAB_SSH_REFUSED.
 */
export async function openChannel(
  { input, reader }: ChannelStreams,
  host: Host,
  signal: AbortSignal,
): Promise<number> {
  let line = await reader.line(signal);
  if (line === 'program') {
    input.write(`${quoteLine([channelScript])}\n`);
    line = await reader.line(signal);
  }
  const [word = '', ...rest] = line.split(' ');
  if (word === 'ready') return Number(rest[0]);
  if (word === 'locked') throw fail('PLAB_LOCKED', host.name, rest.join(' ') || 'somebody else');
  if (word === 'unwritable') throw fail('PLAB_STATE_UNWRITABLE', host.name, rest.join(' '));
  throw fail('PLAB_SSH_REFUSED', host, `the host answered “${line.slice(0, 200)}”`);
}

/** Commands on a host. It runs them in the order in which they are given; none waits here for the answer to the one before. */
export interface Commands {
  /** Gives what a command prints; rejects with that when it fails. */
  ask(argv: readonly string[]): Promise<string>;
  /** Resolves when all that were given are answered, or never will be. */
  idle(): Promise<void>;
}

/** Runs commands over a channel that is ready for them. */
export function commandsOver({ input, reader }: ChannelStreams, host: Host): Commands {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async ask(argv) {
      input.write(`${quoteLine(argv)}\n`);
      const answer = last.then(async () => await answerFrom(reader));
      last = answer.catch(() => undefined);
      const { status, output } = await answer;
      if (status === '0') return output;
      const code = /no space left on device/i.test(output) ? 'PLAB_HOST_DISK_FULL' : 'PLAB_HOST_COMMAND';
      throw fail(code, host.name, `${argv[0]} ended with code ${status}: ${output.trim()}`);
    },
    async idle() {
      await last;
    },
  };
}

async function answerFrom(reader: StreamReader): Promise<{ status: string | undefined; output: string }> {
  const [status, bytes] = (await reader.line()).split(' ');
  return { status, output: await reader.bytes(Number(bytes)) };
}
