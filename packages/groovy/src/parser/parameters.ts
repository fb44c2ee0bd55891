import type { Parameter } from '../ast/expression.ts';
import {
  accept,
  afterLines,
  type Cursor,
  is,
  peek,
  sees,
  seesName,
  skipLines,
  endFrom,
  tokenAt,
} from './cursor.ts';
import { expectName, fault } from './fail.ts';
import { parseParameterModifiers } from './modifiers.ts';
import { parseType, seesPrimitive } from './types.ts';

/** Takes parameters up to `end`, which stays. */
export function parseParameterList(cursor: Cursor, end: string): Parameter[] {
  const parameters: Parameter[] = [];
  if (is(tokenAt(cursor, afterLines(cursor, cursor.index)), end)) return parameters;
  do {
    if (parameters.length > 0) skipLines(cursor);
    parameters.push(parseParameter(cursor));
  } while (accept(cursor, ','));
  const [first] = parameters;
  if (first?.variadic === true && parameters.length > 1) {
    fault(cursor, first.start, `'${first.name}' takes all arguments, so it must be the last parameter`);
  }
  return parameters;
}

function parseParameter(cursor: Cursor): Parameter {
  const { start } = peek(cursor);
  const modifiers = parseParameterModifiers(cursor);
  const type = seesTypeBeforeName(cursor) ? parseType(cursor) : undefined;
  const variadic = accept(cursor, '...');
  const name = expectName(cursor).text;
  const defaultValue = parseInitializer(cursor);
  return {
    name,
    ...(type && { type }),
    ...(defaultValue && { defaultValue }),
    variadic,
    ...modifiers,
    start,
    end: endFrom(cursor, start),
  };
}

function seesTypeBeforeName(cursor: Cursor): boolean {
  if (seesPrimitive(cursor)) return true;
  if (!seesName(cursor)) return false;
  return seesName(cursor, 1) || ['.', '<', '[', '...'].some((text) => sees(cursor, text, 1));
}

/** Takes `= value` if it is next. */
export function parseInitializer(cursor: Cursor): Parameter['defaultValue'] {
  if (!accept(cursor, '=')) return undefined;
  skipLines(cursor);
  return cursor.rules.command(cursor);
}
