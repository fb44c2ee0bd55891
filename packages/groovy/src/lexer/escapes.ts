import { failAt, look, type Reader } from './reader.ts';

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

/** Reads the escape that begins at the backslash here and gives the text it stands for. */
export function readEscape(
  reader: Reader,
  style: { readonly open: string; readonly slashy: boolean },
): string {
  const unicode = look(reader, /\\u+[0-9a-fA-F]{4}/y);
  if (unicode !== undefined)
    return take(reader, unicode, String.fromCharCode(Number.parseInt(unicode.slice(-4), 16)));
  const lineEnd = look(reader, /\\(?:\r\n|\n|\r)/y);
  if (lineEnd !== undefined) return take(reader, lineEnd, style.slashy ? '\\\n' : '');
  if (style.slashy) {
    const slash = style.open === '/' && reader.source[reader.position + 1] === '/';
    return slash ? take(reader, '\\/', '/') : take(reader, '\\', '\\');
  }
  const octal = look(reader, /\\(?:[0-3][0-7]{0,2}|[4-7][0-7]?)/y);
  if (octal !== undefined)
    return take(reader, octal, String.fromCharCode(Number.parseInt(octal.slice(1), 8)));
  const char = reader.source[reader.position + 1] ?? '';
  const value = simple.get(char);
  if (value !== undefined) return take(reader, `\\${char}`, value);
  return failAt(reader, reader.position, `'\\${char}' is not an escape`, ["'\\\\' for a backslash"]);
}

function take(reader: Reader, text: string, value: string): string {
  reader.position += text.length;
  return value;
}
