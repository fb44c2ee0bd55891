import type { GroovySyntaxError } from '../errors.ts';
import { type Cursor, is, tokenAt } from './cursor.ts';

/** Notes an error and goes on after the statement that began at `start`: at the next line, `;`, or end of the block. */
export function recover(cursor: Cursor, error: GroovySyntaxError, start: number): void {
  const known = cursor.errors?.some(({ offset }) => offset === error.offset);
  if (known !== true) cursor.errors?.push(error);
  cursor.attempts = 0;
  cursor.index = endOfStatement(cursor, start, indexOf(cursor, error.offset, start));
}

function indexOf(cursor: Cursor, offset: number, start: number): number {
  let index = start;
  while (tokenAt(cursor, index).type !== 'end' && tokenAt(cursor, index).end <= offset) index += 1;
  return index;
}

/** The index of what ends the statement from `start` on that has its error at `wrong`. */
function endOfStatement(cursor: Cursor, start: number, wrong: number): number {
  let index = start;
  for (;;) {
    const token = tokenAt(cursor, index);
    if (token.type === 'end' || is(token, '}')) return index;
    if (index >= wrong && (token.type === 'newline' || is(token, ';'))) return index;
    index = Math.max(index, cursor.closers[index] ?? -1) + 1;
  }
}
