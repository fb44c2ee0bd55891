import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, readSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';

/** A pipe whose other end a program may have as its stdout, its stderr or both. */
export interface Pipe {
  /** File descriptor for the program; `handedOver` closes our copy. */
  readonly writeEnd: number;
  handedOver(): void;
  /** Reads what lies in the pipe now. Whether that was all: nobody holds the other end any more. */
  drain(): boolean;
  /** Everything was read, and handed on. */
  readonly end: Promise<void>;
  /** The pipe may stay open, without keeping this process alive. */
  leaveOpen(): void;
}

export interface Pipes extends Disposable {
  /** The chunk is valid until `onChunk` returns. */
  open(onChunk: (chunk: Buffer) => void): Pipe;
}

/**
 * Named pipes, used again and again. Node's own `'pipe'` is a socket pair, which has two faults here: a program cannot
 * open `/dev/stderr` then, and stdout and stderr cannot share one, which is what keeps their order.
 */
export function createPipes(folder: string): Pipes {
  const free: Slot[] = [];
  let made = 0;
  const make = (): Slot => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    made += 1;
    const path = join(folder, String(made));
    execFileSync('mkfifo', ['-m', '600', path]);
    return { path, buffer: Buffer.allocUnsafe(65_536) };
  };
  return {
    open(onChunk) {
      const slot = free.pop() ?? make();
      return openPipe(slot, onChunk, () => free.push(slot));
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface Slot {
  readonly path: string;
  readonly buffer: Buffer;
}

function openPipe({ path, buffer }: Slot, onChunk: (chunk: Buffer) => void, onClosed: () => void): Pipe {
  const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeEnd = openSync(path, constants.O_WRONLY);
  const read = (bytes: number): boolean => {
    onChunk(buffer.subarray(0, bytes));
    return true;
  };
  const socket = new Socket({
    fd: readEnd,
    readable: true,
    writable: false,
    onread: { buffer, callback: read },
  });
  const end = new Promise<void>((resolve) => {
    socket.once('close', () => {
      onClosed();
      resolve();
    });
  });
  // Reading fails only after the other end is gone, which `close` tells.
  socket.on('error', () => undefined).resume();
  return {
    writeEnd,
    handedOver: () => closeSync(writeEnd),
    drain: () => socket.destroyed || drain(readEnd, buffer, read),
    end,
    leaveOpen: () => void socket.unref(),
  };
}

/** More than a pipe holds: who writes faster than this is still at work, and must not hold up everything else. */
const atOnce = 2 * 1_048_576;

/** The event loop learns of the end a turn or more later than the kernel, which is asked here. */
function drain(readEnd: number, buffer: Buffer, read: (bytes: number) => void): boolean {
  for (let total = 0; total < atOnce; ) {
    try {
      const bytes = readSync(readEnd, buffer);
      if (bytes === 0) return true;
      total += bytes;
      read(bytes);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return false;
      throw error;
    }
  }
  return false;
}
