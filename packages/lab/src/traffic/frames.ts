import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';

/** What a server says over a WebSocket. */
export interface Heard {
  readonly text: () => void;
  readonly ping: (payload: Buffer) => void;
  /** The code; 1005 when the frame had none. */
  readonly close: (code: number) => void;
}

const codes = { text: 0x1, binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const;

/** Tells what a server's frames say (RFC 6455, section 5.2): they are not masked. */
export function readFrames(connection: Readable, heard: Heard): void {
  let rest: Buffer = Buffer.alloc(0);
  connection.on('data', (part: Buffer) => {
    rest = Buffer.concat([rest, part]);
    for (let frame = frameAt(rest); frame !== undefined; frame = frameAt(rest)) {
      rest = rest.subarray(frame.end);
      tell(frame, heard);
    }
  });
}

interface Frame {
  readonly code: number;
  readonly payload: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/** The first frame; undefined while it is not whole. */
function frameAt(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const length =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  const end = start + length;
  if (bytes.length < end) return undefined;
  return { code: bytes.readUInt8(0) & 0x0f, payload: bytes.subarray(start, end), end };
}

function tell({ code, payload }: Frame, { text, ping, close }: Heard): void {
  if (code === codes.text || code === codes.binary) text();
  else if (code === codes.ping) ping(payload);
  else if (code === codes.close) close(payload.length < 2 ? 1005 : payload.readUInt16BE(0));
}

export const textFrame = (text: string): Buffer => masked(codes.text, Buffer.from(text));
export const pongFrame = (payload: Buffer): Buffer => masked(codes.pong, payload);

export function closeFrame(code: number): Buffer {
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return masked(codes.close, payload);
}

/** A frame of a client, at most 125 bytes: those are masked. */
function masked(code: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const hidden = payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x80 | code, 0x80 | payload.length]), mask, hidden]);
}
