import type { EnumConstant } from '../ast/statement.ts';
import { parseParenthesized } from './arguments.ts';
import { checkDuplicates } from './calls.ts';
import { afterLines, type Cursor, is, peek, sees, skipLines, endFrom, tokenAt } from './cursor.ts';
import { expectName } from './fail.ts';
import { afterAnnotations, seesDeclaration } from './lookahead.ts';
import { parseAnnotations } from './modifiers.ts';

/** Whether the body of an enum begins with its constants. */
export function seesEnumConstants(cursor: Cursor): boolean {
  const name = afterAnnotations(cursor, afterLines(cursor, cursor.index));
  if (tokenAt(cursor, name).type !== 'name') return false;
  const after = tokenAt(cursor, name + 1);
  if (is(after, '{') || is(after, '(')) return true;
  const next = afterLines(cursor, name + 1);
  if ([';', ',', '}'].some((text) => is(tokenAt(cursor, next), text))) return true;
  const { index } = cursor;
  cursor.index = next;
  const declares = seesDeclaration(cursor);
  cursor.index = index;
  return declares;
}

/** Takes the constants, and the comma that may follow the last. */
export function parseEnumConstants(cursor: Cursor): EnumConstant[] {
  skipLines(cursor);
  const constants = [parseEnumConstant(cursor)];
  for (;;) {
    const comma = afterLines(cursor, cursor.index);
    if (!is(tokenAt(cursor, comma), ',')) return constants;
    cursor.index = comma + 1;
    const name = afterAnnotations(cursor, afterLines(cursor, cursor.index));
    if (tokenAt(cursor, name).type !== 'name') return constants;
    skipLines(cursor);
    constants.push(parseEnumConstant(cursor));
  }
}

function parseEnumConstant(cursor: Cursor): EnumConstant {
  const { start } = peek(cursor);
  const annotations = parseAnnotations(cursor);
  const name = expectName(cursor).text;
  const args = sees(cursor, '(') ? parseParenthesized(cursor) : undefined;
  if (args !== undefined) checkDuplicates(cursor, args);
  const body = sees(cursor, '{') ? cursor.rules.classBody(cursor, undefined) : undefined;
  const { positional = [], named = [] } = args ?? {};
  return { name, positional, named, ...(body && { body }), annotations, start, end: endFrom(cursor, start) };
}
