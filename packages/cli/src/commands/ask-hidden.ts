import { openSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { ReadStream } from 'node:tty';

/** Asks on the terminal without showing what is typed. Throws the signal's reason when it aborts. */
export async function askHidden(
  question: string,
  signal: AbortSignal,
  input: NodeJS.ReadableStream = process.stdin,
): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input, output: silent, terminal: true });
  process.stderr.write(question);
  try {
    return await terminal.question('', { signal });
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}

/** The terminal that this process belongs to, whatever its standard input is; undefined when there is none. */
export function ownTerminal(): ReadStream | undefined {
  try {
    return new ReadStream(openSync('/dev/tty', 'r'));
  } catch {
    return undefined;
  }
}
