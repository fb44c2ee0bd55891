import type { GroovySyntaxError } from '../errors.ts';
import { type Cursor, is, tokenAt } from './cursor.ts';

/** After so many errors the rest of the text is not looked at: it is something else than Groovy. */
export const mostErrors = 100;

/** A statement that failed: the index of its first token, and what ends the block it stands in. */
interface Failed {
  readonly start: number;
  readonly ends: readonly string[];
}

/**
 * Notes an error and goes on after the statement that has it: at the next line, at `;`, or at the end of the block. A
 * second error at the same place, as of each block that the end of the text leaves open, is not noted.
 */
export function recover(cursor: Cursor, error: GroovySyntaxError, failed: Failed): void {
  const errors = cursor.errors ?? [];
  if (!errors.some(({ offset }) => offset === error.offset)) errors.push(error);
  if (errors.length >= mostErrors) {
    cursor.index = cursor.tokens.length - 1;
    return;
  }
  cursor.index = endOf(cursor, failed, indexOf(cursor, error.offset, failed.start));
}

function indexOf(cursor: Cursor, offset: number, start: number): number {
  let index = start;
  while (tokenAt(cursor, index).type !== 'end' && tokenAt(cursor, index).end <= offset) index += 1;
  return index;
}

/** The index of what ends the failed statement, whose error is at `wrong`. */
function endOf(cursor: Cursor, { start, ends }: Failed, wrong: number): number {
  for (let index = start; ; index += 1) {
    const token = tokenAt(cursor, index);
    if (token.type === 'end' || ends.some((end) => is(token, end))) return index;
    if (index >= wrong && (token.type === 'newline' || is(token, ';'))) return index;
    index = Math.max(index, cursor.closers[index] ?? -1);
  }
}
