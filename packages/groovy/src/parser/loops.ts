import type { Expression } from '../ast/expression.ts';
import type { Statement } from '../ast/statement.ts';
import { parseBinary, shiftLevel } from './binary.ts';
import { parseLoopBody } from './body.ts';
import {
  accept,
  type Cursor,
  is,
  next,
  peek,
  sees,
  seesName,
  skipLines,
  endFrom,
  tokenAt,
} from './cursor.ts';
import { parseVariable } from './declarations.ts';
import { close, expect, expectName, fail, fault } from './fail.ts';
import { seesDeclaration } from './lookahead.ts';
import { parseModifiers } from './modifiers.ts';
import { parseType } from './types.ts';

/** Takes a `for` of either kind after its word. */
export function parseFor(cursor: Cursor, start: number): Statement {
  const open = expect(cursor, '(');
  const head = seesSemicolon(cursor) ? parseClassicHead(cursor) : parseInHead(cursor);
  close(cursor, ')', open);
  skipLines(cursor);
  const body = parseLoopBody(cursor);
  return { ...head, body, start, end: endFrom(cursor, start) };
}

/** Whether a `;` stands between the parentheses. */
function seesSemicolon(cursor: Cursor): boolean {
  for (let { index } = cursor; ; index += 1) {
    const token = tokenAt(cursor, index);
    if (is(token, ';')) return true;
    if (is(token, ')') || is(token, '}') || token.type === 'end') return false;
    index = Math.max(index, cursor.closers[index] ?? -1);
  }
}

function parseClassicHead(cursor: Cursor): {
  readonly kind: 'for';
  readonly init: readonly Statement[];
  readonly test?: Expression;
  readonly update: readonly Expression[];
} {
  const { start } = peek(cursor);
  const init = sees(cursor, ';') ? [] : [parseInit(cursor)];
  const rest: (Expression | undefined)[] = [];
  while (accept(cursor, ';')) {
    const empty = sees(cursor, ';') || sees(cursor, ')');
    rest.push(empty ? undefined : cursor.rules.element(cursor));
  }
  if (rest.length !== 2)
    fault(cursor, start, `a 'for' has 3 parts, this has ${rest.length + 1}`, ["two ';'"]);
  const [test, update] = rest;
  return { kind: 'for', init, ...(test && { test }), update: update === undefined ? [] : [update] };
}

function parseInit(cursor: Cursor): Statement {
  if (seesDeclaration(cursor)) return parseVariable(cursor);
  const { start } = peek(cursor);
  const expression = cursor.rules.enclosed(cursor);
  return { kind: 'expression', expression, start, end: endFrom(cursor, start) };
}

function parseInHead(cursor: Cursor): Omit<Statement & { readonly kind: 'forIn' }, 'body' | 'start' | 'end'> {
  const declared = seesDeclaration(cursor);
  const { start } = peek(cursor);
  if (declared) {
    const { modifiers } = parseModifiers(cursor);
    if (modifiers.some((modifier) => modifier !== 'final')) {
      fault(cursor, start, "only 'final' can stand before the variable of a 'for'");
    }
  }
  const hasType = declared && !(seesName(cursor) && (sees(cursor, 'in', 1) || sees(cursor, ':', 1)));
  const type = hasType ? parseType(cursor) : undefined;
  const name = expectName(cursor).text;
  const shape = { kind: 'forIn', name, ...(type && { type }) } as const;
  if (accept(cursor, 'in')) return { ...shape, iterable: parseBinary(cursor, shiftLevel, false) };
  if (!sees(cursor, ':') || !declared) fail(cursor, ["'in'"]);
  next(cursor);
  return { ...shape, iterable: cursor.rules.expression(cursor) };
}
