import type { Expression, MapEntry } from '../ast/expression.ts';
import type { Span } from '../ast/span.ts';
import { accept, type Cursor, is, next, peek, sees, seesName, endFrom, spanFrom, tokenAt } from './cursor.ts';
import { close, expect, fail, fault } from './fail.ts';

export interface Arguments {
  readonly positional: readonly Expression[];
  readonly named: readonly MapEntry[];
  /** Where the first argument begins. */
  readonly start: number;
  /** The bracket before them, or the first of them if there is none. */
  readonly open: Span;
}

/** Takes `(a, b: c)`. */
export function parseParenthesized(cursor: Cursor): Arguments {
  const open = expect(cursor, '(');
  const { start } = peek(cursor);
  const items = parseItems(cursor, ')');
  close(cursor, ')', open);
  return argumentsFrom(items, start, open);
}

/** Named and other arguments apart. */
export function argumentsFrom(
  items: readonly (Expression | MapEntry)[],
  start: number,
  open: Span,
): Arguments {
  return { positional: items.filter(isExpression), named: items.filter(isEntry), start, open };
}

export function isEntry(item: Expression | MapEntry): item is MapEntry {
  return 'key' in item;
}

export function isExpression(item: Expression | MapEntry): item is Expression {
  return !isEntry(item);
}

/** Takes what stands between brackets, up to `end`; one comma too many is allowed. */
export function parseItems(cursor: Cursor, end: string): (Expression | MapEntry)[] {
  const items: (Expression | MapEntry)[] = [];
  if (sees(cursor, end)) return items;
  let superfluous = false;
  const { start } = peek(cursor);
  items.push(parseItem(cursor));
  if (sees(cursor, ';')) skipStatementList(cursor, start, end);
  while (sees(cursor, ',')) {
    const comma = next(cursor);
    if (!sees(cursor, end) && !sees(cursor, ',')) {
      items.push(parseItem(cursor));
    } else {
      if (superfluous) {
        cursor.index -= 1;
        fail(cursor, ['an argument'], `unexpected '${comma.text}'`);
      }
      superfluous = true;
    }
  }
  return items;
}

/** Passes over `; b; c`, which Groovy reads and then refuses. */
export function skipStatementList(cursor: Cursor, start: number, end: string): void {
  fault(cursor, start, "statements between ';' cannot stand in brackets", ["','"]);
  while (accept(cursor, ';')) {
    if (!sees(cursor, ';') && !sees(cursor, end) && !sees(cursor, '}')) cursor.rules.element(cursor);
  }
}

function parseItem(cursor: Cursor): Expression | MapEntry {
  const { start } = peek(cursor);
  if (accept(cursor, '*')) return parseSpread(cursor, start);
  const key = parseLabel(cursor);
  const value = cursor.rules.element(cursor);
  if (sees(cursor, ':')) fail(cursor, ["parentheses around what stands before the ':'"]);
  return key === undefined ? value : { key, value, start, end: endFrom(cursor, start) };
}

function parseSpread(cursor: Cursor, start: number): Expression | MapEntry {
  const isMap = accept(cursor, ':');
  const value = cursor.rules.element(cursor);
  if (sees(cursor, ':')) fail(cursor, []);
  const span = spanFrom(cursor, start);
  const spread = { kind: 'spread', value, ...span } as const;
  return isMap ? { key: spread, value, ...span } : spread;
}

/** Takes `key:` between brackets: a word, a string, a number, or anything in brackets. */
function parseLabel(cursor: Cursor): Expression | undefined {
  const token = peek(cursor);
  const isBracket = ['(', '[', '{'].some((text) => is(token, text)) || token.type === 'stringStart';
  const closer = isBracket ? (cursor.closers[cursor.index] ?? -1) : cursor.index;
  const canBeKey = isBracket || ['name', 'keyword', 'number', 'string'].includes(token.type);
  if (!canBeKey || closer < 0 || !is(tokenAt(cursor, closer + 1), ':')) return undefined;
  const key = parseKey(cursor);
  expect(cursor, ':');
  return key;
}

function parseKey(cursor: Cursor): Expression {
  const { type, text, start, end } = peek(cursor);
  if (type !== 'name' && type !== 'keyword') return cursor.rules.primary(cursor);
  next(cursor);
  return { kind: 'literal', value: text, start, end };
}

/** Takes an argument of a command, `a` or `b: c`. */
export function parseCommandArgument(cursor: Cursor): Expression | MapEntry {
  const { start } = peek(cursor);
  const key = parseCommandLabel(cursor);
  const value = cursor.rules.expression(cursor);
  return key === undefined ? value : { key, value, start, end: endFrom(cursor, start) };
}

function parseCommandLabel(cursor: Cursor): Expression | undefined {
  const closer = Math.max(cursor.index, cursor.closers[cursor.index] ?? -1);
  if (!is(tokenAt(cursor, closer + 1), ':')) return undefined;
  const key = parseKey(cursor);
  expect(cursor, ':');
  while (peek(cursor).type === 'newline') next(cursor);
  return key;
}

const operands: ReadonlySet<string> = new Set(
  'new this super true false null void boolean byte char short int float long double'.split(' '),
);

/** Whether a command's argument is next, on the same line. */
export function seesCommandArgument(cursor: Cursor): boolean {
  const { type, text } = peek(cursor);
  if (type === 'keyword') return operands.has(text) || sees(cursor, ':', 1);
  if (type === 'operator') return ['!', '~', '(', '[', '{'].includes(text);
  return seesName(cursor) || type === 'string' || type === 'stringStart' || type === 'number';
}
