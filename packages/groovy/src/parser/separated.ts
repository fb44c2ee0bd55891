import { GroovySyntaxError } from '../errors.ts';
import { type Cursor, peek, sees } from './cursor.ts';
import { fail } from './fail.ts';
import { recover } from './recovery.ts';

/** Takes what stands on lines of its own or between `;`, up to one of `ends` or the end of the text. */
export function parseSeparated<T>(cursor: Cursor, ends: readonly string[], rule: (cursor: Cursor) => T): T[] {
  const results: T[] = [];
  for (;;) {
    skipSeparators(cursor);
    if (seesEnd(cursor, ends)) return results;
    const result = guarded(cursor, () => {
      const result = rule(cursor);
      if (!seesSeparator(cursor) && !seesEnd(cursor, ends)) fail(cursor, ['the end of the line']);
      return result;
    });
    if (result !== undefined) results.push(result);
  }
}

function guarded<T>(cursor: Cursor, rule: () => T): T | undefined {
  const { index } = cursor;
  try {
    return rule();
  } catch (error) {
    if (!(error instanceof GroovySyntaxError) || cursor.errors === undefined) throw error;
    recover(cursor, error, index);
    return undefined;
  }
}

function skipSeparators(cursor: Cursor): void {
  while (seesSeparator(cursor)) cursor.index += 1;
}

function seesSeparator(cursor: Cursor): boolean {
  return peek(cursor).type === 'newline' || sees(cursor, ';');
}

function seesEnd(cursor: Cursor, ends: readonly string[]): boolean {
  return peek(cursor).type === 'end' || ends.some((end) => sees(cursor, end));
}
