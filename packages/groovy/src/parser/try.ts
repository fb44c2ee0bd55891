import type { CatchClause, Statement } from '../ast/statement.ts';
import {
  accept,
  acceptAfterLines,
  close,
  type Cursor,
  expect,
  fail,
  name,
  next,
  peek,
  sees,
  seesAfterLines,
  skipLines,
  spanFrom,
} from './cursor.ts';
import { qualifiedName } from './types.ts';

/** Takes `try { } catch (A | B e) { } finally { }`. */
export function parseTry(cursor: Cursor, start: number): Statement {
  next(cursor);
  const body = parseBody(cursor);
  const catches: CatchClause[] = [];
  while (seesAfterLines(cursor, 'catch')) {
    skipLines(cursor);
    catches.push(parseCatch(cursor));
  }
  const finalizer = acceptAfterLines(cursor, 'finally') ? parseBody(cursor) : undefined;
  if (catches.length === 0 && finalizer === undefined) fail(cursor, ["'catch'", "'finally'"]);
  return { kind: 'try', body, catches, ...(finalizer && { finalizer }), ...spanFrom(cursor, start) };
}

function parseBody(cursor: Cursor): readonly Statement[] {
  skipLines(cursor);
  const open = expect(cursor, '{');
  const statements = cursor.rules.statements(cursor);
  close(cursor, '}', open);
  return statements;
}

function parseCatch(cursor: Cursor): CatchClause {
  const start = next(cursor).start;
  const open = expect(cursor, '(');
  const types: string[] = [];
  accept(cursor, 'final');
  while (!sees(cursor, ')', 1)) {
    types.push(qualifiedName(cursor));
    if (!accept(cursor, '|') && peek(cursor).type !== 'word') break;
  }
  const caught = name(cursor).text;
  close(cursor, ')', open);
  return {
    types: types.filter((type) => type !== 'def'),
    name: caught,
    body: parseBody(cursor),
    ...spanFrom(cursor, start),
  };
}
