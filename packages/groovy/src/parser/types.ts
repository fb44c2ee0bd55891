import type { TypeNode } from '../ast/type.ts';
import { accept, type Cursor, next, peek, sees, seesName, skipLines, endFrom } from './cursor.ts';
import { expect, expectName, fail, nested } from './fail.ts';

const primitives: ReadonlySet<string> = new Set(
  'void boolean byte char short int float long double'.split(' '),
);

/** Whether a primitive type is next (`ahead` tokens on). */
export function seesPrimitive(cursor: Cursor, ahead = 0): boolean {
  const { type, text } = peek(cursor, ahead);
  return type === 'keyword' && primitives.has(text);
}

/** Takes a type with its `[]`. */
export function parseType(cursor: Cursor): TypeNode {
  const type = parseTypeWithoutBrackets(cursor);
  let dimensions = 0;
  while (sees(cursor, '[') && sees(cursor, ']', 1)) {
    cursor.index += 2;
    dimensions += 1;
  }
  return { ...type, dimensions, start: type.start, end: endFrom(cursor, type.start) };
}

/** Takes a primitive or a class type. */
export function parseTypeWithoutBrackets(cursor: Cursor): TypeNode {
  if (!seesPrimitive(cursor)) return parseClassType(cursor);
  const { text, start, end } = next(cursor);
  return { name: text, arguments: [], dimensions: 0, start, end };
}

/** How many `<` wait for their `>`: `>>` closes two of them. */
interface Angles {
  open: number;
}

/** Takes `a.b.C<D>`. */
export function parseClassType(cursor: Cursor, angles: Angles = { open: 0 }): TypeNode {
  const first = seesName(cursor) ? next(cursor) : fail(cursor, ['a type']);
  const args = [...parseTypeArguments(cursor, angles)];
  let name = first.text;
  while (sees(cursor, '.') && seesName(cursor, 1)) {
    next(cursor);
    name += `.${next(cursor).text}`;
    args.push(...parseTypeArguments(cursor, angles));
  }
  return { name, arguments: args, dimensions: 0, start: first.start, end: endFrom(cursor, first.start) };
}

/** Takes `<A, B>` or `<>` if it is next. */
export function parseTypeArguments(cursor: Cursor, angles: Angles = { open: 0 }): readonly TypeNode[] {
  if (!sees(cursor, '<')) return [];
  if (!sees(cursor, '>', 1)) return nested(cursor, () => parseAngles(cursor, angles, angles.open));
  cursor.index += 2;
  skipLines(cursor);
  return [];
}

function parseAngles(cursor: Cursor, angles: Angles, outside: number): readonly TypeNode[] {
  expect(cursor, '<');
  angles.open += 1;
  skipLines(cursor);
  const types = [parseTypeArgument(cursor, angles)];
  while (angles.open === outside + 1 && accept(cursor, ',')) {
    skipLines(cursor);
    types.push(parseTypeArgument(cursor, angles));
  }
  skipLines(cursor);
  closeAngles(cursor, angles);
  if (outside === 0 && angles.open !== 0) fail(cursor, ["'>'"]);
  return types;
}

function closeAngles(cursor: Cursor, angles: Angles): void {
  for (const [text, count] of [
    ['>', 1],
    ['>>', 2],
    ['>>>', 3],
  ] as const) {
    if (accept(cursor, text)) angles.open -= count;
  }
}

function parseTypeArgument(cursor: Cursor, angles: Angles): TypeNode {
  const { start } = peek(cursor);
  if (accept(cursor, '?')) return parseWildcard(cursor, angles, start);
  const primitive = seesPrimitive(cursor);
  const type = parseTypeInAngles(cursor, angles);
  let dimensions = 0;
  while (sees(cursor, '[') && sees(cursor, ']', 1)) {
    cursor.index += 2;
    dimensions += 1;
  }
  if (primitive && dimensions === 0) fail(cursor, ["'[]'"]);
  return { ...type, dimensions, start, end: endFrom(cursor, start) };
}

function parseWildcard(cursor: Cursor, angles: Angles, start: number): TypeNode {
  if (accept(cursor, 'extends') || accept(cursor, 'super')) {
    skipLines(cursor);
    parseTypeInAngles(cursor, angles);
    skipLines(cursor);
  }
  return { name: '?', arguments: [], dimensions: 0, start, end: endFrom(cursor, start) };
}

function parseTypeInAngles(cursor: Cursor, angles: Angles): TypeNode {
  return seesPrimitive(cursor) ? parseTypeWithoutBrackets(cursor) : parseClassType(cursor, angles);
}

/** Takes `<T extends A & B, U>`, which has no place in the tree: types are not checked. */
export function skipTypeParameters(cursor: Cursor): void {
  if (!sees(cursor, '<')) return;
  const angles = { open: 1 };
  next(cursor);
  skipLines(cursor);
  skipTypeParameter(cursor, angles);
  while (accept(cursor, ',')) {
    skipLines(cursor);
    skipTypeParameter(cursor, angles);
  }
  skipLines(cursor);
  closeAngles(cursor, angles);
  if (angles.open !== 0) fail(cursor, ["'>'"]);
}

function skipTypeParameter(cursor: Cursor, angles: Angles): void {
  expectName(cursor);
  if (!accept(cursor, 'extends')) return;
  do {
    skipLines(cursor);
    parseTypeInAngles(cursor, angles);
  } while (accept(cursor, '&'));
}

/** Takes `a.b.c`. */
export function parseQualifiedName(cursor: Cursor): string {
  let name = expectName(cursor).text;
  while (sees(cursor, '.') && (seesName(cursor, 1) || peek(cursor, 1).type === 'newline')) {
    next(cursor);
    skipLines(cursor);
    name += `.${expectName(cursor).text}`;
  }
  return name;
}
