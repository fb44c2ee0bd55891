import { readNumber } from './numbers.ts';
import { at, failAt, look, type Reader } from './reader.ts';
import { readString } from './strings.ts';
import { endsOperand, type Token } from './token.ts';

/**
 * Splits Groovy source into tokens, the last of which is `end`.
 * Throws a `GroovySyntaxError` for what is no token.
 */
export function lex(source: string, file: string): readonly Token[] {
  const reader: Reader = { source, file, position: 0, depth: 0, readEmbedded };
  reader.position = look(reader, /\uFEFF?(?:#![^\r\n]*)?/y)?.length ?? 0;
  const tokens = readTokens(reader, undefined);
  return [...tokens, { type: 'end', text: '', start: source.length, end: source.length }];
}

const deepest = 50;

function readEmbedded(reader: Reader, open: number): readonly Token[] {
  if (reader.depth >= deepest) return failAt(reader, open, 'strings are nested too deeply here');
  reader.position += 2;
  reader.depth += 1;
  const tokens = readTokens(reader, open);
  reader.depth -= 1;
  const end = reader.position;
  reader.position += 1;
  return [...tokens, { type: 'end', text: '}', start: end, end }];
}

/** Reads to the end of the text, or, for an embedded expression begun at `open`, to its closing brace. */
function readTokens(reader: Reader, open: number | undefined): Token[] {
  const tokens: Token[] = [];
  const brackets: string[] = [];
  for (;;) {
    skipBlank(reader, brackets.at(-1) === '(' || brackets.at(-1) === '[');
    if (reader.position >= reader.source.length) {
      if (open !== undefined) return failAt(reader, open, "this '${' is not closed", ["'}'"]);
      return tokens;
    }
    if (open !== undefined && brackets.length === 0 && at(reader, '}')) return tokens;
    const token = readToken(reader, tokens.at(-1));
    if (token.type === 'operator') trackBrackets(brackets, token.text);
    tokens.push(token);
  }
}

const openers = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

function trackBrackets(brackets: string[], text: string): void {
  if (text === '(' || text === '[' || text === '{') brackets.push(text);
  else if (openers.has(text) && brackets.at(-1) === openers.get(text)) brackets.pop();
}

const blank = /[ \t\f]+|\\(?:\r\n|\n|\r)|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//y;
const lineEnds = /[\r\n]+/y;

function skipBlank(reader: Reader, lines: boolean): void {
  for (;;) {
    const skipped = look(reader, blank) ?? (lines ? look(reader, lineEnds) : undefined);
    if (skipped === undefined) break;
    reader.position += skipped.length;
  }
  if (at(reader, '/*')) failAt(reader, reader.position, 'this comment has no end', ["'*/'"]);
}

const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const operator = new RegExp(
  (
    '<=> ==~ ..< ... **= <<= >>> >>= *. ?. ?: .& .@ ** ++ -- += -= *= /= %= &= |= ^= && || == != <= >= << >> =~ ' +
    '-> .. :: { } ( ) [ ] ; , . : ? = + - * / % < > ! ~ & | ^ @'
  )
    .split(' ')
    .map((text) => text.replaceAll(/[^\w ]/g, String.raw`\$&`))
    .join('|'),
  'y',
);

function readToken(reader: Reader, previous: Token | undefined): Token {
  const start = reader.position;
  const string = readString(reader, !endsOperand(previous));
  if (string !== undefined) return string;
  const number = readNumber(reader);
  if (number !== undefined) return number;
  return (
    plain(reader, 'newline', lineEnds) ??
    plain(reader, 'word', word) ??
    plain(reader, 'operator', operator) ??
    failAt(
      reader,
      start,
      `unexpected character '${String.fromCodePoint(reader.source.codePointAt(start) ?? 0)}'`,
    )
  );
}

function plain(reader: Reader, type: 'newline' | 'word' | 'operator', pattern: RegExp): Token | undefined {
  const text = look(reader, pattern);
  if (text === undefined) return undefined;
  const start = reader.position;
  reader.position += text.length;
  return { type, text, start, end: reader.position };
}
