import type { ImportStatement, PackageStatement } from '../ast/statement.ts';
import { accept, type Cursor, is, next, peek, sees, skipLines, endFrom, tokenAt } from './cursor.ts';
import { expect, expectName, fault } from './fail.ts';
import { afterAnnotations } from './lookahead.ts';
import { parseAnnotations } from './modifiers.ts';
import { parseQualifiedName } from './types.ts';

/** Whether an import is next, after annotations. */
export function seesImport(cursor: Cursor): boolean {
  return is(tokenAt(cursor, afterAnnotations(cursor, cursor.index)), 'import');
}

/** Whether `package` is next, after annotations. */
export function seesPackage(cursor: Cursor): boolean {
  return is(tokenAt(cursor, afterAnnotations(cursor, cursor.index)), 'package');
}

/** Takes an import with its annotations. */
export function parseImport(cursor: Cursor): ImportStatement {
  const { start } = peek(cursor);
  const annotations = parseAnnotations(cursor);
  const word = expect(cursor, 'import');
  if (cursor.nestedInBlock) fault(cursor, word.start, 'an import can only stand outside of blocks');
  const isStatic = accept(cursor, 'static');
  const path = parseQualifiedName(cursor);
  const star = acceptStar(cursor);
  const alias = !star && accept(cursor, 'as') ? parseAlias(cursor) : undefined;
  const shape = { kind: 'import', path, static: isStatic, star, annotations } as const;
  return { ...shape, ...(alias !== undefined && { alias }), start, end: endFrom(cursor, start) };
}

function acceptStar(cursor: Cursor): boolean {
  if (!sees(cursor, '.')) return false;
  next(cursor);
  skipLines(cursor);
  expect(cursor, '*');
  return true;
}

function parseAlias(cursor: Cursor): string {
  skipLines(cursor);
  return expectName(cursor).text;
}

/** Takes the package with its annotations. */
export function parsePackage(cursor: Cursor): PackageStatement {
  const { start } = peek(cursor);
  const annotations = parseAnnotations(cursor);
  expect(cursor, 'package');
  const path = parseQualifiedName(cursor);
  return { kind: 'package', path, annotations, start, end: endFrom(cursor, start) };
}
