import type { ClosureNode, Expression } from '../ast/expression.ts';
import type { Span } from '../ast/span.ts';
import type { ClassBody, ClassStatement, Statement } from '../ast/statement.ts';
import type { Fault } from '../checks/check.ts';
import type { GroovySyntaxError } from '../errors.ts';
import type { Token } from '../lexer/token.ts';
import { closersOf } from './brackets.ts';

/** A place in the tokens, and the rules that the grammar's parts use of each other. */
export interface Cursor {
  readonly source: string;
  readonly file: string;
  readonly tokens: readonly Token[];
  /** For each opening bracket's index the index of the bracket that closes it; -1 for none. */
  readonly closers: Int32Array;
  readonly rules: Rules;
  index: number;
  /** How many rules are open: the guard against a text nested deeper than the stack. */
  depth: number;
  /** How many attempts are open, whose failure is no error yet. */
  attempts: number;
  /** The attempts known to fail, by kind and index, so that nested ones are not tried again and again. */
  readonly failed: Set<string>;
  /** What a complete parse finds wrong, in Groovy's second pass over the tree. */
  readonly faults: Fault[];
  /** The errors found, where the parser is to go on after one. */
  readonly errors: GroovySyntaxError[] | undefined;
  /** The path expression that was read last, which alone can be the head of a command. */
  path: Path | undefined;
  /** The class whose body is being read. */
  className: string | undefined;
  /** Whether this is the top of a script or a class body, where methods and classes can stand. */
  nestedInBlock: boolean;
}

export interface Path {
  readonly node: Expression;
  /** A lone `(x)`: what follows is a call of the value. */
  readonly opaque: boolean;
}

interface Rules {
  /** `leading`: the expression begins a statement or a value, so that a `{` on the next line belongs to it. */
  readonly expression: (cursor: Cursor, leading?: boolean) => Expression;
  readonly conditional: (cursor: Cursor, leading?: boolean) => Expression;
  readonly primary: (cursor: Cursor) => Expression;
  /** An expression or a command. */
  readonly command: (cursor: Cursor) => Expression;
  /** What can stand in parentheses. */
  readonly enclosed: (cursor: Cursor) => Expression;
  /** What can stand between brackets or commas: a declaration, too. */
  readonly element: (cursor: Cursor) => Expression;
  readonly closure: (cursor: Cursor) => ClosureNode;
  /** A statement that hangs on another. */
  readonly body: (cursor: Cursor) => Statement;
  readonly statements: (cursor: Cursor) => readonly Statement[];
  readonly block: (cursor: Cursor) => readonly Statement[];
  readonly caseBody: (cursor: Cursor) => readonly Statement[];
  /** The body of an anonymous class, inside the class `name`. */
  readonly classBody: (cursor: Cursor, name: string | undefined) => ClassBody;
  readonly innerClass: (cursor: Cursor) => ClassStatement;
}

/** A cursor at the first token. */
export function createCursor(text: Pick<Cursor, 'source' | 'file' | 'tokens' | 'rules' | 'errors'>): Cursor {
  return {
    ...text,
    closers: closersOf(text.tokens),
    index: 0,
    depth: 0,
    attempts: 0,
    failed: new Set(),
    faults: [],
    path: undefined,
    className: undefined,
    nestedInBlock: false,
  };
}

/** The token at the cursor, or `ahead` tokens after it. */
export function peek(cursor: Cursor, ahead = 0): Token {
  return cursor.tokens[cursor.index + ahead] ?? lastToken(cursor);
}

/** The token with an index; after the last one comes the last one again. */
export function tokenAt(cursor: Cursor, index: number): Token {
  return cursor.tokens[index] ?? lastToken(cursor);
}

function lastToken({ tokens }: Cursor): Token {
  const token = tokens.at(-1);
  if (token === undefined) throw new TypeError('a token list ends with an end token');
  return token;
}

/** Takes the token at the cursor. */
export function next(cursor: Cursor): Token {
  const token = peek(cursor);
  if (token.type !== 'end') cursor.index += 1;
  return token;
}

/** Whether the token is the operator or keyword `text`; a name or string of that content is not. */
export function is(token: Token, text: string): boolean {
  return token.mark === text;
}

/** Whether the operator or keyword `text` is next (`ahead` tokens on). */
export function sees(cursor: Cursor, text: string, ahead = 0): boolean {
  return cursor.tokens[cursor.index + ahead]?.mark === text;
}

/** Whether a name is next (`ahead` tokens on). */
export function seesName(cursor: Cursor, ahead = 0): boolean {
  return cursor.tokens[cursor.index + ahead]?.type === 'name';
}

/** Takes `text` if it is next. */
export function accept(cursor: Cursor, text: string): boolean {
  if (!sees(cursor, text)) return false;
  cursor.index += 1;
  return true;
}

/** Passes over a line end. */
export function skipLines(cursor: Cursor): void {
  while (peek(cursor).type === 'newline') cursor.index += 1;
}

/** Takes `text` when only line ends stand before it; otherwise leaves the cursor alone. */
export function acceptAfterLines(cursor: Cursor, text: string): boolean {
  if (!seesAfterLines(cursor, text)) return false;
  skipLines(cursor);
  cursor.index += 1;
  return true;
}

/** Whether `text` follows, with only line ends before it. */
export function seesAfterLines(cursor: Cursor, text: string): boolean {
  return cursor.tokens[afterLines(cursor, cursor.index)]?.mark === text;
}

/** The index of the first token from `index` on that is no line end. */
export function afterLines(cursor: Cursor, index: number): number {
  let after = index;
  while (cursor.tokens[after]?.type === 'newline') after += 1;
  return after;
}

/** The end of the last token taken, for what begins at `start`. */
export function endFrom({ tokens, index }: Cursor, start: number): number {
  return Math.max(start, tokens[index - 1]?.end ?? start);
}

/** The span from a start to the end of the last token taken. */
export function spanFrom(cursor: Cursor, start: number): Span {
  return { start, end: endFrom(cursor, start) };
}
