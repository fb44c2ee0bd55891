import { lineAndColumn } from '../position.ts';
import { readEscape } from './escapes.ts';
import { at, look, type OpenString, push, pushInvalid, type Reader } from './reader.ts';
import { startsName } from './words.ts';

/** A way to write a string. */
export interface StringStyle {
  readonly open: string;
  readonly close: string;
  readonly multiline: boolean;
  readonly interpolated: boolean;
  readonly slashy: boolean;
  /** Whether a `${…}` in it must stay on its line. */
  readonly singleLine: boolean;
}

const plain = { interpolated: false, slashy: false, singleLine: false } as const;
const interpolated = { interpolated: true, slashy: false, singleLine: false } as const;

/** In the order in which they must be tried. */
const styles: readonly StringStyle[] = [
  { ...plain, open: "'''", close: "'''", multiline: true },
  { ...interpolated, open: '"""', close: '"""', multiline: true },
  { ...plain, open: "'", close: "'", multiline: false },
  { ...interpolated, open: '"', close: '"', multiline: false, singleLine: true },
  { ...interpolated, open: '$/', close: '/$', multiline: true, slashy: true },
  { ...interpolated, open: '/', close: '/', multiline: true, slashy: true, singleLine: true },
];

/** Reads a string if one begins here, up to its first value; `slashy` says whether `/` can begin one. */
export function readString(reader: Reader, slashy: boolean): boolean {
  const style = styles.find((style) => at(reader, style.open) && (slashy || !style.slashy));
  if (style === undefined) return false;
  const string = { style, start: reader.position };
  reader.position += style.open.length;
  if (style.open === '$/' && at(reader, style.close)) {
    const next = reader.position + style.close.length;
    pushInvalid(reader, { start: string.start, next }, 'this kind of string cannot be empty', ["''"]);
    return true;
  }
  if (style.singleLine) reader.singleLine += 1;
  readPart(reader, string, string.start, true);
  return true;
}

/** Goes on with the open string after a value. */
export function resumeString(reader: Reader, string: OpenString): void {
  readPart(reader, string, reader.position, false);
}

function readPart(reader: Reader, string: OpenString, start: number, first: boolean): void {
  let value = '';
  reader.string = undefined;
  while (!at(reader, string.style.close)) {
    if (startsValue(reader, string.style)) {
      reader.position += 1;
      reader.string = string;
      return push(reader, first ? 'stringStart' : 'stringMiddle', start, value);
    }
    const characters = readCharacters(reader, string.style);
    if (characters === undefined) return failIn(reader, string, start);
    value += characters;
  }
  reader.position += string.style.close.length;
  if (string.style.singleLine) reader.singleLine -= 1;
  push(reader, first ? 'string' : 'stringEnd', start, value);
}

function startsValue(reader: Reader, style: StringStyle): boolean {
  if (!style.interpolated || !at(reader, '$')) return false;
  const next = reader.text[reader.position + 1];
  return next === '{' || (next !== '$' && startsName(next));
}

const ordinary = /[^\\$'"/\r\n]+/y;
const lineEnd = /\r\n|\n|\r/y;

/** Takes some characters of a string; undefined where it cannot go on. */
function readCharacters(reader: Reader, style: StringStyle): string | undefined {
  const text = look(reader, ordinary);
  if (text !== undefined) {
    reader.position += text.length;
    return text;
  }
  const char = reader.text[reader.position];
  if (char === undefined) return undefined;
  if (char === '\\') return readEscape(reader, style.slashy, style.open === '/');
  if (char === '$' && style.interpolated) return readDollar(reader, style);
  const line = look(reader, lineEnd);
  if (line !== undefined && !style.multiline) return undefined;
  reader.position += line?.length ?? 1;
  return line === undefined ? char : '\n';
}

function readDollar(reader: Reader, style: StringStyle): string | undefined {
  if (!style.slashy) return undefined;
  const next = reader.text[reader.position + 1] ?? '';
  const escaped = style.open === '$/' && (next === '$' || next === '/');
  reader.position += escaped ? 2 : 1;
  return escaped ? next : '$';
}

function failIn(reader: Reader, string: OpenString, start: number): void {
  const { position, text } = reader;
  const { style } = string;
  if (style.singleLine) reader.singleLine -= 1;
  const place = { start, offset: position, next: endOfString(reader, style) };
  const expected = [`a closing ${style.close}`];
  if (text[position] === '\\') {
    const problem = `'\\${text[position + 1] ?? ''}' is not an escape`;
    return pushInvalid(reader, place, problem, ["'\\\\' for a backslash"]);
  }
  if (text[position] === '$') return failAtDollar(reader, place);
  if (!style.multiline) {
    const here = { start, offset: string.start, next: position };
    return pushInvalid(reader, here, 'this string has no end on its line', expected);
  }
  const { line } = lineAndColumn(text, string.start);
  pushInvalid(reader, place, `this string, which begins in line ${line}, has no end`, expected);
}

/** Groovy reports such a `$` where the string begins or goes on after a value, so that is the place of the error. */
function failAtDollar(reader: Reader, place: { start: number; offset: number; next: number }): void {
  const begin = lineAndColumn(reader.text, place.start);
  const { line, column } = lineAndColumn(reader.text, place.offset);
  const expected = ["'\\$'"];
  if (line === begin.line) {
    const problem = "a '$' in this kind of string must be followed by a name or '{'";
    return pushInvalid(reader, place, problem, expected);
  }
  const problem = `the '$' in line ${line}, column ${column} of this string must be followed by a name or '{'`;
  pushInvalid(reader, { ...place, offset: place.start }, problem, expected);
}

const restOfLine = /[^\r\n]*/y;

/** Where to go on after a mistake in a string: behind its end, so that one mistake is one error. */
function endOfString(reader: Reader, style: StringStyle): number {
  const { text, position } = reader;
  for (let at = position + 1; at < text.length; at += text[at] === '\\' ? 2 : 1) {
    if (text.startsWith(style.close, at)) return at + style.close.length;
    if (!style.multiline && (text[at] === '\n' || text[at] === '\r')) return at;
  }
  return position + (look(reader, restOfLine)?.length ?? 0);
}
