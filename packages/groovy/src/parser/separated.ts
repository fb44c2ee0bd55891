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
    const result = guarded(cursor, ends, () => {
      failAtStrayBrace(cursor);
      return rule(cursor);
    });
    if (result === undefined) continue;
    results.push(result);
    guarded(cursor, ends, () => expectSeparator(cursor, ends));
  }
}

function expectSeparator(cursor: Cursor, ends: readonly string[]): void {
  if (seesSeparator(cursor) || seesEnd(cursor, ends)) return;
  failAtStrayBrace(cursor);
  fail(cursor, ['the end of the line']);
}

/** Between statements a `}` that ends no block has no `{`. */
function failAtStrayBrace(cursor: Cursor): void {
  if (sees(cursor, '}')) fail(cursor, [], "unexpected '}': no '{' is open here");
}

/** Runs a rule; where the parser is to go on after an error, an error makes it undefined. */
function guarded<T>(cursor: Cursor, ends: readonly string[], rule: (cursor: Cursor) => T): T | undefined {
  const { index, depth, className, nestedInBlock } = cursor;
  try {
    return rule(cursor);
  } catch (error) {
    if (!(error instanceof GroovySyntaxError) || cursor.errors === undefined) throw error;
    Object.assign(cursor, { attempts: 0, depth, className, nestedInBlock });
    recover(cursor, error, { start: index, ends });
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
  const { type, mark } = peek(cursor);
  return type === 'end' || (mark !== '' && ends.includes(mark));
}
