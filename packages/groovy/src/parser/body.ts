import type { Statement } from '../ast/statement.ts';
import { type Cursor, next, sees } from './cursor.ts';

/** Takes the body of a loop; a lone `;` is an empty one. */
export function parseLoopBody(cursor: Cursor): Statement {
  if (!sees(cursor, ';')) return cursor.rules.body(cursor);
  const { start, end } = next(cursor);
  return { kind: 'block', statements: [], start, end };
}
