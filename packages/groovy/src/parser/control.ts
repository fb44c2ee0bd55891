import type { Expression } from '../ast/expression.ts';
import type { CatchClause, Statement, SwitchCase } from '../ast/statement.ts';
import type { TypeNode } from '../ast/type.ts';
import { parseLoopBody } from './body.ts';
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
import { close, expect, expectName, fail, fault } from './fail.ts';
import { parseFor } from './loops.ts';
import { parseClassType } from './types.ts';

type Rule = (cursor: Cursor, start: number) => Statement;

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['if', parseIf],
  ['for', parseFor],
  ['while', parseWhile],
  ['switch', parseSwitch],
  ['try', parseTry],
  ['synchronized', parseSynchronized],
]);

/** Takes a statement that holds others, or nothing. */
export function parseControl(cursor: Cursor): Statement | undefined {
  const { type, text, start } = peek(cursor);
  const rule = type === 'keyword' ? rules.get(text) : undefined;
  if (rule === undefined) return undefined;
  next(cursor);
  return rule(cursor, start);
}

function parseIf(cursor: Cursor, start: number): Statement {
  const open = expect(cursor, '(');
  const test = cursor.rules.conditional(cursor);
  close(cursor, ')', open);
  skipLines(cursor);
  const consequent = cursor.rules.body(cursor);
  if (!acceptElse(cursor)) return { kind: 'if', test, consequent, start, end: endFrom(cursor, start) };
  skipLines(cursor);
  const alternate = cursor.rules.body(cursor);
  return { kind: 'if', test, consequent, alternate, start, end: endFrom(cursor, start) };
}

/** Takes `else`, which a line end and a `;` can stand before. */
function acceptElse(cursor: Cursor): boolean {
  let { index } = cursor;
  while (tokenAt(cursor, index).type === 'newline' || is(tokenAt(cursor, index), ';')) index += 1;
  if (!is(tokenAt(cursor, index), 'else')) return false;
  cursor.index = index + 1;
  return true;
}

/** Takes `(value)` after `while`, `switch` and `synchronized`. */
function parseSubject(cursor: Cursor): Expression {
  const open = expect(cursor, '(');
  const subject = cursor.rules.enclosed(cursor);
  close(cursor, ')', open);
  skipLines(cursor);
  return subject;
}

function parseWhile(cursor: Cursor, start: number): Statement {
  const test = parseSubject(cursor);
  return { kind: 'while', test, body: parseLoopBody(cursor), start, end: endFrom(cursor, start) };
}

function parseSynchronized(cursor: Cursor, start: number): Statement {
  const lock = parseSubject(cursor);
  const body = cursor.rules.block(cursor);
  return { kind: 'synchronized', lock, body, start, end: endFrom(cursor, start) };
}

function parseSwitch(cursor: Cursor, start: number): Statement {
  const subject = parseSubject(cursor);
  const open = expect(cursor, '{');
  skipLines(cursor);
  const cases: SwitchCase[] = [];
  while (sees(cursor, 'case') || sees(cursor, 'default')) cases.push(parseCase(cursor));
  close(cursor, '}', open);
  if (cases.filter(({ test }) => test === undefined).length > 1) {
    fault(cursor, start, "this 'switch' has more than one 'default:'");
  }
  return { kind: 'switch', subject, cases, start, end: endFrom(cursor, start) };
}

function parseCase(cursor: Cursor): SwitchCase {
  const { start, text } = next(cursor);
  const test = text === 'case' ? cursor.rules.expression(cursor) : undefined;
  expect(cursor, ':');
  skipLines(cursor);
  const shape = { ...(test && { test }) };
  if (sees(cursor, 'case') || sees(cursor, 'default'))
    return { ...shape, body: [], start, end: endFrom(cursor, start) };
  if (sees(cursor, '}')) fail(cursor, ['a statement']);
  const body = cursor.rules.caseBody(cursor);
  return { ...shape, body, start, end: endFrom(cursor, start) };
}

function parseTry(cursor: Cursor, start: number): Statement {
  skipLines(cursor);
  const body = cursor.rules.block(cursor);
  const catches: CatchClause[] = [];
  while (seesAfterLines(cursor, 'catch')) catches.push(parseCatch(cursor));
  const hasFinally = acceptAfterLines(cursor, 'finally');
  if (!hasFinally && catches.length === 0) fault(cursor, start, "a 'try' needs a 'catch' or a 'finally'");
  if (!hasFinally) return { kind: 'try', body, catches, start, end: endFrom(cursor, start) };
  skipLines(cursor);
  const finalizer = cursor.rules.block(cursor);
  return { kind: 'try', body, catches, finalizer, start, end: endFrom(cursor, start) };
}

function parseCatch(cursor: Cursor): CatchClause {
  skipLines(cursor);
  const { start } = expect(cursor, 'catch');
  const open = expect(cursor, '(');
  accept(cursor, 'final');
  accept(cursor, 'def');
  const types = seesCaughtType(cursor) ? parseCaughtTypes(cursor) : [];
  const name = expectName(cursor).text;
  close(cursor, ')', open);
  skipLines(cursor);
  const body = cursor.rules.block(cursor);
  return { types, name, body, start, end: endFrom(cursor, start) };
}

function seesCaughtType(cursor: Cursor): boolean {
  return seesName(cursor) && !is(tokenAt(cursor, afterLines(cursor, cursor.index + 1)), ')');
}

function parseCaughtTypes(cursor: Cursor): TypeNode[] {
  const types = [parseClassType(cursor)];
  while (accept(cursor, '|')) types.push(parseClassType(cursor));
  return types;
}
