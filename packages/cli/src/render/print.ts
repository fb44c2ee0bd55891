import { writeSync } from 'node:fs';
import { hasCode } from '../errors.ts';

/**
 * Writes to the standard output, all of it before this resolves, and without the stream that Node makes at its first
 * use where that is not needed. A reader that has gone (`| head`) is no failure.
 */
export async function print(text: string): Promise<void> {
  let rest: Buffer = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  } catch (error) {
    if (isClosedPipe(error)) return;
    if (!hasCode(error, 'EAGAIN')) throw error;
    await printLater(rest);
  }
}

/** For a pipe that takes no more at the moment. */
async function printLater(rest: Buffer): Promise<void> {
  await new Promise<void>((done, fail) => {
    process.stdout.once('error', (error) => (isClosedPipe(error) ? done() : fail(error)));
    process.stdout.write(rest, () => done());
  });
}

/** Whoever read the output has gone, or the terminal has. */
export function isClosedPipe(error: unknown): boolean {
  return hasCode(error, 'EPIPE') || hasCode(error, 'EIO');
}
