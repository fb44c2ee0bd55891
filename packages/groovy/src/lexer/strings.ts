import { readEscape } from './escapes.ts';
import { at, failAt, look, type Reader } from './reader.ts';
import type { Token } from './token.ts';

/** The ways to write a string, in the order in which they must be tried. */
const styles = [
  { open: "'''", close: "'''", multiline: true, interpolated: false, slashy: false },
  { open: '"""', close: '"""', multiline: true, interpolated: true, slashy: false },
  { open: "'", close: "'", multiline: false, interpolated: false, slashy: false },
  { open: '"', close: '"', multiline: false, interpolated: true, slashy: false },
  { open: '$/', close: '/$', multiline: true, interpolated: true, slashy: true },
  { open: '/', close: '/', multiline: true, interpolated: true, slashy: true },
] as const;

type Style = (typeof styles)[number];
type Part = string | readonly Token[];

/** Reads a string if one begins here; `slashy` says whether `/` can begin one. */
export function readString(reader: Reader, slashy: boolean): Token | undefined {
  const style = styles.find((style) => at(reader, style.open) && (slashy || !style.slashy));
  if (style === undefined) return undefined;
  const start = reader.position;
  reader.position += style.open.length;
  const parts = readParts(reader, style, start);
  const span = { start, end: reader.position, text: reader.source.slice(start, reader.position) };
  if (parts.every((part) => typeof part === 'string'))
    return { type: 'string', value: parts.join(''), ...span };
  return { type: 'gstring', parts, ...span };
}

function readParts(reader: Reader, style: Style, start: number): Part[] {
  const parts: Part[] = [];
  let text = '';
  while (!at(reader, style.close)) {
    const embedded = style.interpolated ? readInterpolation(reader, style) : undefined;
    if (embedded === undefined) {
      text += readCharacters(reader, style, start);
    } else {
      if (text !== '') parts.push(text);
      parts.push(embedded);
      text = '';
    }
  }
  reader.position += style.close.length;
  if (text !== '' || parts.length === 0) parts.push(text);
  return parts;
}

function readCharacters(reader: Reader, style: Style, start: number): string {
  const char = reader.source[reader.position];
  if (char === undefined)
    return failAt(reader, start, 'this string has no end', [`a closing ${style.close}`]);
  if (char === '\\') return readEscape(reader, style);
  if (style.open === '$/' && char === '$') return readDollarEscape(reader);
  if (char === '\n' || char === '\r') {
    if (!style.multiline)
      return failAt(reader, start, 'this string has no end on its line', [`a closing ${style.close}`]);
    reader.position += at(reader, '\r\n') ? 2 : 1;
    return '\n';
  }
  const plain = look(reader, /[^\\$'"/\r\n]+/y) ?? char;
  reader.position += plain.length;
  return plain;
}

function readDollarEscape(reader: Reader): string {
  const escaped = at(reader, '$$') || at(reader, '$/');
  const char = reader.source[reader.position + (escaped ? 1 : 0)] ?? '$';
  reader.position += escaped ? 2 : 1;
  return char;
}

const wordAfterDollar = /\$[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy;

function readInterpolation(reader: Reader, style: Style): readonly Token[] | undefined {
  if (!at(reader, '$')) return undefined;
  const start = reader.position;
  if (at(reader, '${')) return reader.readEmbedded(reader, start);
  const word = look(reader, wordAfterDollar);
  if (word !== undefined) return pathTokens(reader, word);
  if (style.slashy) return undefined;
  return failAt(reader, start, "a '$' in this kind of string must be followed by a name or '{'", ["'\\$'"]);
}

/** `$a.b` as the tokens of `a.b`. */
function pathTokens(reader: Reader, path: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = reader.position + 1;
  for (const [index, name] of path.slice(1).split('.').entries()) {
    if (index > 0) {
      tokens.push({ type: 'operator', text: '.', start, end: start + 1 });
      start += 1;
    }
    tokens.push({ type: 'word', text: name, start, end: start + name.length });
    start += name.length;
  }
  reader.position = start;
  tokens.push({ type: 'end', text: '', start, end: start });
  return tokens;
}
