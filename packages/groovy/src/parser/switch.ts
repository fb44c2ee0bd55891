import type { Statement, SwitchCase } from '../ast/statement.ts';
import { accept, close, type Cursor, expect, fail, next, peek, sees, skipLines, spanFrom } from './cursor.ts';

/** Takes `switch (x) { case 1: … default: … }`. */
export function parseSwitch(cursor: Cursor, start: number): Statement {
  next(cursor);
  const parenthesis = expect(cursor, '(');
  const subject = cursor.rules.expression(cursor);
  close(cursor, ')', parenthesis);
  skipLines(cursor);
  const open = expect(cursor, '{');
  const cases: SwitchCase[] = [];
  for (;;) {
    while (peek(cursor).type === 'newline' || sees(cursor, ';')) cursor.index += 1;
    if (!sees(cursor, 'case') && !sees(cursor, 'default')) break;
    cases.push(parseCase(cursor));
  }
  if (cases.length === 0 && !sees(cursor, '}')) fail(cursor, ["'case'"]);
  close(cursor, '}', open);
  return { kind: 'switch', subject, cases, ...spanFrom(cursor, start) };
}

function parseCase(cursor: Cursor): SwitchCase {
  const start = peek(cursor).start;
  const test = accept(cursor, 'default') ? undefined : parseTest(cursor);
  expect(cursor, ':');
  const body = cursor.rules.statements(cursor);
  return { ...(test && { test }), body, ...spanFrom(cursor, start) };
}

function parseTest(cursor: Cursor): NonNullable<SwitchCase['test']> {
  expect(cursor, 'case');
  return cursor.rules.expression(cursor);
}
