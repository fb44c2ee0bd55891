import { look, push, type Reader } from './reader.ts';
import { keywords, type Token } from './token.ts';

// Groovy takes everything from U+0100 up for a letter.
const word = /[A-Za-z_$À-ÖØ-öø-\uFFFE][\w$À-ÖØ-öø-\uFFFE]*/y;
const wordInString = /[A-Za-z_À-ÖØ-öø-\uFFFE][\wÀ-ÖØ-öø-\uFFFE]*/y;

/** Reads a name or a keyword if one begins here. */
export function readWord(reader: Reader): boolean {
  const text = look(reader, reader.string === undefined ? word : wordInString);
  if (text === undefined) return false;
  const start = reader.position;
  reader.position += text.length;
  push(reader, isKeyword(reader, text) ? 'keyword' : 'name', start);
  return true;
}

const namesInPaths: ReadonlySet<string> = new Set(['as', 'def', 'in', 'trait']);

function isKeyword(reader: Reader, text: string): boolean {
  if (!keywords.has(text)) return false;
  const previous = reader.tokens.at(-1);
  const next = reader.text[reader.position];
  const inPath = next === '.' || is(previous, '.');
  if (namesInPaths.has(text)) return !inPath && !is(previous, 'package');
  if (text === 'static') return next !== '.';
  if (text === 'package') return !inPath && !is(previous, 'import') && !(next === ')' && is(previous, '('));
  return true;
}

function is(token: Token | undefined, text: string): boolean {
  return token?.mark === text;
}

/** Whether Java lets a name begin with the character. */
export function startsName(char: string | undefined): boolean {
  if (char === undefined) return false;
  // The sets of Unicode take longer to make than most files to read.
  return char < '\u0080' ? /[A-Za-z$_]/.test(char) : /[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u.test(char);
}
