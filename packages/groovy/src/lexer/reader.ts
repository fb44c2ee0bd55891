import type { LexicalProblem, Token, TokenType } from './token.ts';
import type { StringStyle } from './strings.ts';
import type { UnescapedText } from './unicode.ts';

/** The state of reading one source text. */
export interface Reader {
  /** The text after `\uXXXX` has been replaced. */
  readonly text: string;
  readonly offsetOf: UnescapedText['offsetOf'];
  readonly tokens: Token[];
  position: number;
  /** How many `(` and `[` are open inside the innermost `{`; line ends count only at 0. */
  brackets: number;
  /** How many strings that must stay on one line are open around the position. */
  singleLine: number;
  /** The open braces, outermost first. */
  readonly braces: Brace[];
  /** The string that goes on after the value that is being read. */
  string: OpenString | undefined;
}

interface Brace {
  readonly brackets: number;
  readonly string: OpenString | undefined;
}

export interface OpenString {
  readonly style: StringStyle;
  /** Where the string begins. */
  readonly start: number;
}

/** Matches a sticky pattern at the current position without moving. */
export function look(reader: Reader, pattern: RegExp): string | undefined {
  const { position } = reader;
  pattern.lastIndex = position;
  // Without the array that `exec` makes for each match.
  return pattern.test(reader.text) ? reader.text.slice(position, pattern.lastIndex) : undefined;
}

/** Whether the text goes on with `text`. */
export function at(reader: Reader, text: string): boolean {
  return reader.text.startsWith(text, reader.position);
}

/** Adds the token from `start` to the current position. */
export function push(
  reader: Reader,
  type: TokenType,
  start: number,
  value = '',
  problem?: LexicalProblem,
): void {
  const { offsetOf, position } = reader;
  const text = reader.text.slice(start, position);
  const mark = type === 'operator' || type === 'keyword' ? text : '';
  const token =
    offsetOf === undefined
      ? { type, text, mark, start, end: position, value }
      : { type, text, mark, start: offsetOf(start), end: offsetOf(position), value };
  reader.tokens.push(problem === undefined ? token : { ...token, problem });
}

/** Adds an `invalid` token whose problem stands at `offset`, and moves on to `next`. */
export function pushInvalid(
  reader: Reader,
  { start, offset = start, next }: { start: number; offset?: number; next: number },
  problem: string,
  expected: readonly string[] = [],
): void {
  reader.position = next;
  const { offsetOf = (position: number) => position } = reader;
  push(reader, 'invalid', start, '', { offset: offsetOf(offset), problem, expected });
}
