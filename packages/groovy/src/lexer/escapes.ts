import { look, type Reader } from './reader.ts';

const simple = new Map([
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['f', '\f'],
  ['r', '\r'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['$', '$'],
]);

const lineEnd = /\\(?:\r\n|\n|\r)/y;
const octal = /\\(?:[0-3][0-7]{0,2}|[4-7][0-7]?)/y;
const unicode = /\\u+[0-9a-fA-F]{4}/y;

/**
 * Reads the escape that begins at the backslash here and gives the text it stands for; undefined if it is none.
 * A slashy string has two escapes only: of the slash and of the line end.
 */
export function readEscape(reader: Reader, slashy: boolean, escapedSlash: boolean): string | undefined {
  const end = look(reader, lineEnd);
  if (end !== undefined) return take(reader, end, '');
  const char = reader.text[reader.position + 1] ?? '';
  if (slashy) return escapedSlash && char === '/' ? take(reader, '\\/', '/') : take(reader, '\\', '\\');
  const value = simple.get(char);
  if (value !== undefined) return take(reader, `\\${char}`, value);
  return readCode(reader, octal, 1, 8) ?? readCode(reader, unicode, -4, 16);
}

function readCode(reader: Reader, pattern: RegExp, from: number, radix: number): string | undefined {
  const text = look(reader, pattern);
  if (text === undefined) return undefined;
  return take(reader, text, String.fromCharCode(Number.parseInt(text.slice(from), radix)));
}

function take(reader: Reader, text: string, value: string): string {
  reader.position += text.length;
  return value;
}
