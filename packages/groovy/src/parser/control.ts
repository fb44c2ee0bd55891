import type { Expression } from '../ast/expression.ts';
import type { Statement } from '../ast/statement.ts';
import { parseCommand } from './command.ts';
import {
  accept,
  acceptAfterLines,
  close,
  type Cursor,
  expect,
  name,
  next,
  peek,
  sees,
  skipLines,
  spanFrom,
} from './cursor.ts';
import { parseLoop } from './loops.ts';
import { parseSwitch } from './switch.ts';
import { parseTry } from './try.ts';
import { qualifiedName } from './types.ts';

type Rule = (cursor: Cursor, start: number, statement: StatementRule) => Statement;
type StatementRule = (cursor: Cursor) => Statement;

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['if', parseIf],
  ['for', parseLoop],
  ['while', parseLoop],
  ['switch', parseSwitch],
  ['try', parseTry],
  ['throw', parseThrow],
  ['return', parseReturn],
  ['break', parseJump],
  ['continue', parseJump],
  ['assert', parseAssert],
  ['import', parseImport],
]);

/** Takes a statement that begins with a keyword, or nothing. */
export function parseControl(cursor: Cursor, statement: StatementRule): Statement | undefined {
  const token = peek(cursor);
  const rule = token.type === 'word' ? rules.get(token.text) : undefined;
  return rule?.(cursor, token.start, statement);
}

function parseIf(cursor: Cursor, start: number, statement: StatementRule): Statement {
  next(cursor);
  const test = parseCondition(cursor);
  skipLines(cursor);
  const consequent = statement(cursor);
  if (sees(cursor, ';') && sees(cursor, 'else', 1)) next(cursor);
  if (!acceptAfterLines(cursor, 'else')) return { kind: 'if', test, consequent, ...spanFrom(cursor, start) };
  skipLines(cursor);
  const alternate = statement(cursor);
  return { kind: 'if', test, consequent, alternate, ...spanFrom(cursor, start) };
}

function parseCondition(cursor: Cursor): Expression {
  const open = expect(cursor, '(');
  const test = cursor.rules.expression(cursor);
  close(cursor, ')', open);
  return test;
}

function parseThrow(cursor: Cursor, start: number): Statement {
  next(cursor);
  const value = cursor.rules.expression(cursor);
  return { kind: 'throw', value, ...spanFrom(cursor, start) };
}

function parseReturn(cursor: Cursor, start: number): Statement {
  next(cursor);
  const { type, text } = peek(cursor);
  const bare =
    type === 'newline' || type === 'end' || (type === 'operator' && (text === '}' || text === ';'));
  if (bare) return { kind: 'return', ...spanFrom(cursor, start) };
  const value = parseCommand(cursor);
  return { kind: 'return', value, ...spanFrom(cursor, start) };
}

function parseJump(cursor: Cursor, start: number): Statement {
  const { text } = next(cursor);
  return { kind: text === 'break' ? 'break' : 'continue', ...spanFrom(cursor, start) };
}

function parseAssert(cursor: Cursor, start: number): Statement {
  next(cursor);
  const test = cursor.rules.expression(cursor);
  const message = accept(cursor, ':') || accept(cursor, ',') ? cursor.rules.expression(cursor) : undefined;
  return { kind: 'assert', test, ...(message && { message }), ...spanFrom(cursor, start) };
}

function parseImport(cursor: Cursor, start: number): Statement {
  next(cursor);
  accept(cursor, 'static');
  let path = qualifiedName(cursor);
  if (accept(cursor, '.')) {
    expect(cursor, '*');
    path += '.*';
  } else if (accept(cursor, '.*')) {
    path += '.*';
  }
  if (accept(cursor, 'as')) name(cursor);
  return { kind: 'import', path, ...spanFrom(cursor, start) };
}
