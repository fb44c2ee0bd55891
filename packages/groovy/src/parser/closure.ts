import type { ClosureNode, Parameter } from '../ast/expression.ts';
import { type Cursor, is, endFrom, skipLines, tokenAt } from './cursor.ts';
import { attempt, close, expect } from './fail.ts';
import { parseParameterList } from './parameters.ts';

/** Takes `{ a, b -> … }` or `{ … }`. */
export function parseClosure(cursor: Cursor): ClosureNode {
  const open = expect(cursor, '{');
  skipLines(cursor);
  const parameters = parseClosureParameters(cursor);
  const body = cursor.rules.statements(cursor);
  close(cursor, '}', open);
  const { start } = open;
  const end = endFrom(cursor, start);
  return parameters === undefined
    ? { kind: 'closure', body, start, end }
    : { kind: 'closure', parameters, body, start, end };
}

/** Takes `a, b ->` if it is next. */
export function parseClosureParameters(cursor: Cursor): readonly Parameter[] | undefined {
  if (!seesArrow(cursor)) return undefined;
  return attempt(cursor, 'parameters', () => {
    const parameters = parseParameterList(cursor, '->');
    skipLines(cursor);
    expect(cursor, '->');
    skipLines(cursor);
    return parameters;
  });
}

/** Whether the block at the cursor is a closure that shows it by `->`. */
export function seesClosureWithArrow(cursor: Cursor): boolean {
  const { index } = cursor;
  cursor.index += 1;
  skipLines(cursor);
  const found = parseClosureParameters(cursor) !== undefined;
  cursor.index = index;
  return found;
}

/** Whether a `->` comes before the block ends or its first statement does. */
function seesArrow(cursor: Cursor): boolean {
  for (let { index } = cursor; ; index += 1) {
    const token = tokenAt(cursor, index);
    if (is(token, '->')) return true;
    if (is(token, '}') || is(token, ';') || token.type === 'end') return false;
    index = Math.max(index, cursor.closers[index] ?? -1);
  }
}
