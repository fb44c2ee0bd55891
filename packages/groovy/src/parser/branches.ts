import type { JumpStatement, Statement } from '../ast/statement.ts';
import { accept, type Cursor, next, peek, sees, seesName, skipLines, endFrom } from './cursor.ts';

type Rule = (cursor: Cursor, start: number) => Statement;

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['return', parseReturn],
  ['break', (cursor, start) => parseJump(cursor, start, 'break')],
  ['continue', (cursor, start) => parseJump(cursor, start, 'continue')],
  ['throw', parseThrow],
  ['assert', parseAssert],
]);

/** Takes `return`, `break`, `continue`, `throw` or `assert`, or nothing. */
export function parseBranch(cursor: Cursor): Statement | undefined {
  const { type, text, start } = peek(cursor);
  const rule = type === 'keyword' ? rules.get(text) : undefined;
  if (rule === undefined) return undefined;
  next(cursor);
  return rule(cursor, start);
}

function parseReturn(cursor: Cursor, start: number): Statement {
  const bare =
    peek(cursor).type === 'newline' || peek(cursor).type === 'end' || sees(cursor, '}') || sees(cursor, ';');
  if (bare || sees(cursor, ')') || sees(cursor, 'else'))
    return { kind: 'return', start, end: endFrom(cursor, start) };
  const value = cursor.rules.expression(cursor);
  return { kind: 'return', value, start, end: endFrom(cursor, start) };
}

function parseJump(cursor: Cursor, start: number, kind: JumpStatement['kind']): Statement {
  const label = seesName(cursor) ? next(cursor).text : undefined;
  return { kind, ...(label !== undefined && { label }), start, end: endFrom(cursor, start) };
}

function parseThrow(cursor: Cursor, start: number): Statement {
  const value = cursor.rules.expression(cursor);
  return { kind: 'throw', value, start, end: endFrom(cursor, start) };
}

function parseAssert(cursor: Cursor, start: number): Statement {
  const test = cursor.rules.conditional(cursor);
  if (!accept(cursor, ',') && !accept(cursor, ':'))
    return { kind: 'assert', test, start, end: endFrom(cursor, start) };
  skipLines(cursor);
  const message = cursor.rules.expression(cursor);
  return { kind: 'assert', test, message, start, end: endFrom(cursor, start) };
}
