import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';

/** Where a command's input comes from and its output goes to. */
export interface Terminal {
  /** The command gets a terminal of this one's size. */
  readonly interactive: boolean;
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WritableStream;
}

/** Joins a command's stream to the terminal until it ends; `resize` tells the command of the terminal's size. */
export async function join(
  { modem }: Docker,
  stream: Duplex,
  { interactive, input, output, errors }: Terminal,
  resize: (size: { readonly w: number; readonly h: number }) => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  stop.addEventListener('abort', () => stream.destroy(), { once: true });
  const sized = (): void => {
    resize({ w: output.columns, h: output.rows }).catch(() => undefined);
  };
  if (interactive) {
    sized();
    output.on('resize', sized);
    stream.pipe(output, { end: false });
  } else modem.demuxStream(stream, output, errors);
  input.pipe(stream);
  await ended(stream);
  output.off('resize', sized);
  input.unpipe(stream);
  input.pause();
}

function ended(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    stream.once('end', resolve);
    stream.once('close', resolve);
    stream.once('error', () => resolve());
  });
}
