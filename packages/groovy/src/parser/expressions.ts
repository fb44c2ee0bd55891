import type { AssignNode, Expression, TupleNode } from '../ast/expression.ts';
import type { AssignOperator } from '../ast/operator.ts';
import { checkTarget } from './assignable.ts';
import { parseBinary } from './binary.ts';
import {
  accept,
  acceptAfterLines,
  afterLines,
  type Cursor,
  is,
  next,
  peek,
  sees,
  seesAfterLines,
  seesName,
  skipLines,
  endFrom,
  tokenAt,
} from './cursor.ts';
import { expect, expectName, nested } from './fail.ts';
import { parsePrimary } from './primary.ts';

const assignOperators: ReadonlySet<string> = new Set<AssignOperator>([
  '=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '**=',
  '&=',
  '|=',
  '^=',
  '<<=',
  '>>=',
  '>>>=',
]);

/** Takes an expression, an assignment included, but no command. */
export function parseExpression(cursor: Cursor, leading = false): Expression {
  if (seesLone(cursor)) return parseLone(cursor);
  return nested(cursor, () => {
    if (seesTuple(cursor)) return parseTupleAssignment(cursor, leading);
    const target = parseConditional(cursor, leading);
    return assignOperators.has(peek(cursor).mark) ? parseAssignment(cursor, target) : target;
  });
}

/** What ends an expression, whatever it is. */
const closers: ReadonlySet<string> = new Set([',', ')', ']', '}', ':', ';']);

/** Whether a name or value is next with nothing behind it that could belong to it, as most expressions are. */
function seesLone(cursor: Cursor): boolean {
  const { type } = peek(cursor);
  if (type !== 'name' && type !== 'string' && type !== 'number') return false;
  const after = peek(cursor, 1);
  if (after.type !== 'newline') return closers.has(after.mark);
  const { type: below, mark } = tokenAt(cursor, afterLines(cursor, cursor.index + 1));
  return below === 'name' || mark === '}';
}

/** Takes what `seesLone` saw: the way through all operators would come to the same. */
function parseLone(cursor: Cursor): Expression {
  const node = parsePrimary(cursor);
  cursor.path = { node, opaque: false };
  return node;
}

function parseAssignment(cursor: Cursor, target: Expression): AssignNode {
  const operator = next(cursor);
  skipLines(cursor);
  checkTarget(cursor, target, operator);
  const value = cursor.rules.command(cursor);
  const { start } = target;
  const end = endFrom(cursor, start);
  return { kind: 'assign', operator: operator.text as AssignOperator, target, value, start, end };
}

/** Whether `(a, b) =` is next. */
function seesTuple(cursor: Cursor): boolean {
  const { index } = cursor;
  if (!sees(cursor, '(') || !seesName(cursor, 1)) return false;
  const closer = cursor.closers[index] ?? -1;
  if (closer < 0 || !is(tokenAt(cursor, closer + 1), '=')) return false;
  return cursor.tokens
    .slice(index + 1, closer)
    .every((token, place) => (place % 2 === 0 ? token.type === 'name' : is(token, ',')));
}

function parseTupleAssignment(cursor: Cursor, leading: boolean): AssignNode {
  const { start } = next(cursor);
  const elements: Expression[] = [];
  do {
    const { text, start, end } = expectName(cursor);
    elements.push({ kind: 'variable', name: text, start, end });
  } while (accept(cursor, ','));
  expect(cursor, ')');
  const target: TupleNode = { kind: 'tuple', elements, start, end: endFrom(cursor, start) };
  expect(cursor, '=');
  skipLines(cursor);
  const value = parseExpression(cursor, leading);
  return { kind: 'assign', operator: '=', target, value, start, end: endFrom(cursor, start) };
}

/** Takes an expression without assignment. */
export function parseConditional(cursor: Cursor, leading = false): Expression {
  const test = parseBinary(cursor, 0, leading);
  if (acceptAfterLines(cursor, '?:')) {
    skipLines(cursor);
    const right = nested(cursor, () => parseConditional(cursor));
    return { kind: 'elvis', left: test, right, start: test.start, end: endFrom(cursor, test.start) };
  }
  return seesAfterLines(cursor, '?') ? parseTernary(cursor, test) : test;
}

function parseTernary(cursor: Cursor, test: Expression): Expression {
  acceptAfterLines(cursor, '?');
  skipLines(cursor);
  const consequent = parseExpression(cursor);
  skipLines(cursor);
  expect(cursor, ':');
  skipLines(cursor);
  const alternate = nested(cursor, () => parseConditional(cursor));
  return {
    kind: 'ternary',
    test,
    consequent,
    alternate,
    start: test.start,
    end: endFrom(cursor, test.start),
  };
}
