import type { Expression, MapEntry } from '../ast/expression.ts';
import { keywords } from '../lexer/token.ts';
import { accept, close, type Cursor, expect, next, peek, sees, skipLines, spanFrom } from './cursor.ts';

export interface ParsedArguments {
  readonly positional: readonly Expression[];
  readonly named: readonly MapEntry[];
}

export const noArguments: ParsedArguments = { positional: [], named: [] };

/** Takes `(a, b: c)`. */
export function parseParenthesized(cursor: Cursor): ParsedArguments {
  const open = expect(cursor, '(');
  if (accept(cursor, ')')) return noArguments;
  const parsed = parseList(cursor, ')');
  close(cursor, ')', open);
  return parsed;
}

/** Takes the arguments of a command, `a, b: c`, up to the end of the statement. */
export function parseCommandArguments(cursor: Cursor): ParsedArguments {
  return parseList(cursor, undefined);
}

function parseList(cursor: Cursor, end: string | undefined): ParsedArguments {
  const positional: Expression[] = [];
  const named: MapEntry[] = [];
  do {
    skipLines(cursor);
    if (end !== undefined && sees(cursor, end)) break;
    const entry = parseEntry(cursor);
    if ('key' in entry) named.push(entry);
    else positional.push(entry);
  } while (accept(cursor, ','));
  return { positional, named };
}

/** Takes an expression or `key: value`, as in arguments and in brackets. */
export function parseEntry(cursor: Cursor): Expression | MapEntry {
  const start = peek(cursor).start;
  const key = parseKey(cursor) ?? cursor.rules.expression(cursor);
  if (!accept(cursor, ':')) return key;
  skipLines(cursor);
  const value = cursor.rules.expression(cursor);
  return { key, value, ...spanFrom(cursor, start) };
}

function parseKey(cursor: Cursor): Expression | undefined {
  if (peek(cursor).type !== 'word' || !sees(cursor, ':', 1)) return undefined;
  const { text, start, end } = next(cursor);
  return { kind: 'literal', value: text, start, end };
}

/** Whether a command's first argument is next, on the same line. */
export function seesCommandArgument(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (token.type === 'string' || token.type === 'gstring' || token.type === 'number') return true;
  if (token.type !== 'word') return false;
  return token.text === 'new' || !keywords.has(token.text) || sees(cursor, ':', 1);
}
