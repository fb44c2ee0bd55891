import type { Expression } from '../ast/expression.ts';
import type { Span } from '../ast/span.ts';
import type { Statement } from '../ast/statement.ts';
import { GroovySyntaxError } from '../errors.ts';
import type { Token } from '../lexer/token.ts';

/** A place in the tokens, and the two rules that the grammar's parts use of each other. */
export interface Cursor {
  readonly source: string;
  readonly file: string;
  readonly tokens: readonly Token[];
  readonly rules: Rules;
  index: number;
  /** How many rules are open: the guard against a text nested deeper than the stack. */
  depth: number;
}

interface Rules {
  readonly expression: (cursor: Cursor) => Expression;
  readonly statements: (cursor: Cursor) => readonly Statement[];
}

const deepest = 250;

/** The token at the cursor, or `ahead` tokens after it. */
export function peek(cursor: Cursor, ahead = 0): Token {
  const token = cursor.tokens[cursor.index + ahead] ?? cursor.tokens.at(-1);
  if (token === undefined) throw new TypeError('a token list ends with an end token');
  return token;
}

/** Takes the token at the cursor. */
export function next(cursor: Cursor): Token {
  const token = peek(cursor);
  if (token.type !== 'end') cursor.index += 1;
  return token;
}

/** Whether the operator or word `text` is next (`ahead` tokens on). A string of that content is not. */
export function sees(cursor: Cursor, text: string, ahead = 0): boolean {
  const token = peek(cursor, ahead);
  return token.text === text && (token.type === 'operator' || token.type === 'word');
}

/** Takes `text` if it is next. */
export function accept(cursor: Cursor, text: string): boolean {
  if (!sees(cursor, text)) return false;
  cursor.index += 1;
  return true;
}

/** Takes `text` or fails. */
export function expect(cursor: Cursor, text: string): Token {
  return sees(cursor, text) ? next(cursor) : fail(cursor, [`'${text}'`]);
}

/** Takes `text`, which closes the bracket `open`, or fails with the place of `open`. */
export function close(cursor: Cursor, text: string, open: Token): void {
  if (accept(cursor, text)) return;
  const line = cursor.source.slice(0, open.start).split('\n').length;
  fail(cursor, [`'${text}' for the '${open.text}' of line ${line}`]);
}

/** Takes a word that is a name. */
export function name(cursor: Cursor): Token {
  const token = peek(cursor);
  return token.type === 'word' ? next(cursor) : fail(cursor, ['a name']);
}

/** Passes over line ends. */
export function skipLines(cursor: Cursor): void {
  while (peek(cursor).type === 'newline') cursor.index += 1;
}

/** Takes `text` when only line ends stand before it; otherwise leaves the cursor alone. */
export function acceptAfterLines(cursor: Cursor, text: string): boolean {
  if (!seesAfterLines(cursor, text)) return false;
  skipLines(cursor);
  return accept(cursor, text);
}

/** Whether `text` follows, with only line ends before it. */
export function seesAfterLines(cursor: Cursor, text: string): boolean {
  let ahead = 0;
  while (peek(cursor, ahead).type === 'newline') ahead += 1;
  return sees(cursor, text, ahead);
}

/** The span from a start to the end of the last token taken. */
export function spanFrom(cursor: Cursor, start: number): Span {
  return { start, end: Math.max(start, cursor.tokens[cursor.index - 1]?.end ?? start) };
}

/** Runs a rule that can contain itself. */
export function nested<T>(cursor: Cursor, rule: (cursor: Cursor) => T): T {
  if (cursor.depth >= deepest) fail(cursor, [], 'this is nested too deeply');
  cursor.depth += 1;
  const result = rule(cursor);
  cursor.depth -= 1;
  return result;
}

/** Fails at the next token. */
export function fail(cursor: Cursor, expected: readonly string[], problem?: string): never {
  const token = peek(cursor);
  const words = expected.length > 0 ? `, expected ${expected.join(' or ')}` : '';
  throw new GroovySyntaxError(
    problem ?? `unexpected ${describe(token)}${words}`,
    { source: cursor.source, file: cursor.file, offset: token.start },
    expected,
  );
}

function describe(token: Token): string {
  if (token.type === 'end') return token.text === '' ? 'end of the text' : `'${token.text}'`;
  if (token.type === 'newline') return 'end of the line';
  return token.text.length > 40 ? token.type : `'${token.text}'`;
}
