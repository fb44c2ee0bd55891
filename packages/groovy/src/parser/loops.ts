import type { Statement } from '../ast/statement.ts';
import { accept, close, type Cursor, expect, name, next, peek, sees, skipLines, spanFrom } from './cursor.ts';
import { parseDeclaration } from './declarations.ts';
import { qualifiedName, typeLength } from './types.ts';

type StatementRule = (cursor: Cursor) => Statement;

/** Takes `for` and `while`. */
export function parseLoop(cursor: Cursor, start: number, statement: StatementRule): Statement {
  const keyword = next(cursor).text;
  const open = expect(cursor, '(');
  if (keyword === 'while') {
    const test = cursor.rules.expression(cursor);
    close(cursor, ')', open);
    return { kind: 'while', test, body: parseBody(cursor, statement), ...spanFrom(cursor, start) };
  }
  const loopName = parseLoopName(cursor);
  if (loopName === undefined) return parseCounting(cursor, start, statement);
  const iterable = cursor.rules.expression(cursor);
  close(cursor, ')', open);
  const body = parseBody(cursor, statement);
  return { kind: 'forIn', name: loopName, iterable, body, ...spanFrom(cursor, start) };
}

/** Takes `x in`, `def x in` or `Type x :`, or nothing. */
function parseLoopName(cursor: Cursor): string | undefined {
  const before = cursor.index;
  if (!accept(cursor, 'final')) accept(cursor, 'def');
  const length = typeLength(cursor);
  if (length > 0 && peek(cursor, length).type === 'word' && !sees(cursor, 'in', length))
    qualifiedName(cursor);
  if (peek(cursor).type === 'word' && (sees(cursor, 'in', 1) || sees(cursor, ':', 1))) {
    const { text } = name(cursor);
    next(cursor);
    return text;
  }
  cursor.index = before;
  return undefined;
}

function parseCounting(cursor: Cursor, start: number, statement: StatementRule): Statement {
  const init = sees(cursor, ';') ? undefined : (parseDeclaration(cursor) ?? parseExpression(cursor));
  expect(cursor, ';');
  const test = sees(cursor, ';') ? undefined : cursor.rules.expression(cursor);
  expect(cursor, ';');
  const update = sees(cursor, ')') ? undefined : cursor.rules.expression(cursor);
  expect(cursor, ')');
  const body = parseBody(cursor, statement);
  const parts = { ...(init && { init }), ...(test && { test }), ...(update && { update }) };
  return { kind: 'for', ...parts, body, ...spanFrom(cursor, start) };
}

function parseExpression(cursor: Cursor): Statement {
  const expression = cursor.rules.expression(cursor);
  return { kind: 'expression', expression, start: expression.start, end: expression.end };
}

function parseBody(cursor: Cursor, statement: StatementRule): Statement {
  skipLines(cursor);
  if (sees(cursor, ';')) return { kind: 'block', statements: [], ...spanFrom(cursor, peek(cursor).start) };
  return statement(cursor);
}
