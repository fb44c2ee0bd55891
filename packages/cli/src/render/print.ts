import { writeSync } from 'node:fs';

/**
 * Writes to the standard output, all of it before this resolves, and without the stream that Node makes at its first
 * use where that is not needed. A reader that has gone (`| head`) is no failure.
 */
export async function print(text: string): Promise<void> {
  let rest: Buffer = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest));
  } catch (error) {
    if (!isCode(error, 'EAGAIN')) return forgiveClosedPipe(error);
    await printLater(rest);
  }
}

/** For a pipe that takes no more at the moment. */
async function printLater(rest: Buffer): Promise<void> {
  await new Promise<void>((done, fail) => {
    process.stdout.once('error', (error) => (isClosed(error) ? done() : fail(error)));
    process.stdout.write(rest, () => done());
  });
}

function forgiveClosedPipe(error: unknown): void {
  if (!isClosed(error)) throw error;
}

function isClosed(error: unknown): boolean {
  return isCode(error, 'EPIPE') || isCode(error, 'EIO');
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
