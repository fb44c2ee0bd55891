import { fail } from '../core/fail.ts';
import type { Value } from '../value/value.ts';

/** The bytes of a text, signed as Java's. */
export function bytesOf(text: string, charset: string): number[] {
  return Array.from(Buffer.from(text, encodingOf(charset)), (byte) => (byte << 24) >> 24);
}

export function bufferOf(bytes: readonly Value[]): Buffer {
  return Buffer.from(bytes.map((byte) => Number(byte) & 0xff));
}

export function textFrom(bytes: readonly Value[], charset = 'UTF-8'): string {
  return bufferOf(bytes).toString(encodingOf(charset));
}

function encodingOf(charset: string): 'utf8' | 'latin1' | 'ascii' | 'utf16le' {
  switch (charset.toUpperCase()) {
    case 'UTF-8':
    case 'UTF8':
      return 'utf8';
    case 'ISO-8859-1':
    case 'LATIN1':
      return 'latin1';
    case 'US-ASCII':
    case 'ASCII':
      return 'ascii';
    case 'UTF-16LE':
      return 'utf16le';
    default:
      return fail('UnsupportedEncodingException', charset);
  }
}
