import { readNumber } from './numbers.ts';
import { at, look, push, pushInvalid, type Reader } from './reader.ts';
import { readString, resumeString } from './strings.ts';
import { endsOperand, type Token } from './token.ts';
import { unescapeUnicode } from './unicode.ts';
import { readWord, startsName } from './words.ts';

/**
 * Splits Groovy source into tokens, the last of which is `end`. Never fails: what is no token is an `invalid` one,
 * which says why.
 */
export function lex(source: string): readonly Token[] {
  const { text, offsetOf, invalid } = unescapeUnicode(source);
  const reader: Reader = {
    text,
    offsetOf,
    tokens: [],
    position: 0,
    brackets: 0,
    singleLine: 0,
    braces: [],
    string: undefined,
  };
  reader.position = look(reader, /\uFEFF?(?:#![^\r\n]*)?/y)?.length ?? 0;
  while (reader.position < text.length) readToken(reader);
  push(reader, 'end', text.length);
  return invalid.length === 0 ? reader.tokens : withInvalidEscapes(reader.tokens, invalid);
}

function readToken(reader: Reader): void {
  if (reader.string !== undefined && !at(reader, '{')) return readPath(reader);
  // Patterns are tried only where they can match: this is the innermost loop of the whole parser.
  const first = reader.text[reader.position] ?? '';
  if (' \t\f\\/'.includes(first) && skipBlank(reader)) return;
  if ((first === '\n' || first === '\r') && readNewline(reader)) return;
  if (`'"/$`.includes(first) && readString(reader, !endsOperand(reader.tokens.at(-1)))) return;
  if (first >= '0' && first <= '9' && readNumber(reader)) return;
  if (readWord(reader) || readOperator(reader)) return;
  const start = reader.position;
  const char = String.fromCodePoint(reader.text.codePointAt(start) ?? 0);
  pushInvalid(reader, { start, next: start + char.length }, `unexpected character '${char}'`);
}

/** Reads `$a.b` after the dollar, and what follows it in the string. */
function readPath(reader: Reader): void {
  const { string } = reader;
  readWord(reader);
  const next = reader.text[reader.position + 1];
  if (at(reader, '.') && next !== '$' && startsName(next)) {
    reader.position += 1;
    push(reader, 'operator', reader.position - 1);
    return;
  }
  if (string !== undefined) resumeString(reader, string);
}

const blank = /(?:[ \t\f]|\\(?:\r\n|\n|\r)|\/\/[^\r\n\uFFFF]*)+/y;
const comment = /\/\*[\s\S]*?\*\//y;

/** Passes over blanks and comments; false if there are none. */
function skipBlank(reader: Reader): boolean {
  const skipped = look(reader, blank) ?? look(reader, comment);
  if (skipped !== undefined) {
    if (reader.singleLine > 0 && /^\/\*.*[\r\n]/s.test(skipped)) return failOnLine(reader, skipped.length);
    reader.position += skipped.length;
    return true;
  }
  if (!at(reader, '/*')) return false;
  const start = reader.position;
  const line = reader.text.slice(0, start).split(/\r\n|\n|\r/).length;
  const problem = `this comment, which begins in line ${line}, has no end`;
  pushInvalid(reader, { start, offset: reader.text.length, next: reader.text.length }, problem, ["'*/'"]);
  return true;
}

const lineEnds = /(?:\r\n|\n|\r)(?:[ \t\f\r\n]|\\[\r\n]|\/\/[^\r\n\uFFFF]*|\/\*[\s\S]*?\*\/)*/y;

function readNewline(reader: Reader): boolean {
  const text = look(reader, lineEnds);
  if (text === undefined) return false;
  if (reader.singleLine > 0) return failOnLine(reader, text.length);
  const start = reader.position;
  reader.position += text.length;
  if (reader.brackets === 0) push(reader, 'newline', start);
  // Groovy's lexer takes it for the beginning of a comment, and fails.
  if (
    at(reader, '/') &&
    !at(reader, '/*') &&
    /^[\r\n]{1,2}$/.test(text) &&
    text !== '\n\n' &&
    text !== '\r\r'
  ) {
    const place = { start: reader.position, next: reader.position + 1 };
    pushInvalid(reader, place, "'/' cannot begin a line", ["a blank before the '/'"]);
  }
  return true;
}

function failOnLine(reader: Reader, length: number): true {
  const start = reader.position;
  reader.singleLine = 0;
  const problem = 'the line ends within a string that must stay on its line';
  pushInvalid(reader, { start, next: start + length }, problem, ['a string in """']);
  return true;
}

const operator = new RegExp(
  (
    '>>>= <=> ==~ === !== ..< ... **= <<= >>> >>= *. ?. ?: .& ** ++ -- += -= *= /= %= &= |= ^= && || == != <= >= ' +
    '<< >> =~ -> .. { } ( ) [ ] ; , . : ? = + - * / % < > ! ~ & | ^ @'
  )
    .split(' ')
    .map((text) => text.replaceAll(/[^\w ]/g, String.raw`\$&`))
    .join('|'),
  'y',
);

function readOperator(reader: Reader): boolean {
  const text = look(reader, operator);
  if (text === undefined) return false;
  const start = reader.position;
  reader.position += text.length;
  push(reader, 'operator', start);
  if (text === '(' || text === '[') reader.brackets += 1;
  else if (text === ')' || text === ']') reader.brackets = Math.max(0, reader.brackets - 1);
  else if (text === '{') openBrace(reader);
  else if (text === '}') closeBrace(reader);
  return true;
}

function openBrace(reader: Reader): void {
  reader.braces.push({ brackets: reader.brackets, string: reader.string });
  reader.brackets = 0;
  reader.string = undefined;
}

function closeBrace(reader: Reader): void {
  const brace = reader.braces.pop();
  if (brace === undefined) return;
  reader.brackets = brace.brackets;
  if (brace.string !== undefined) resumeString(reader, brace.string);
}

/** Puts an `invalid` token in place of each token that has a `\u` without four digits in it. */
function withInvalidEscapes(tokens: readonly Token[], invalid: readonly number[]): Token[] {
  const problem = "'\\u' must be followed by four hexadecimal digits";
  let index = 0;
  return tokens.map((token) => {
    while ((invalid[index] ?? Infinity) < token.start) index += 1;
    const offset = invalid[index];
    if (offset === undefined || offset >= token.end) return token;
    return { ...token, type: 'invalid', problem: { offset, problem, expected: ["'\\\\u'"] } };
  });
}
