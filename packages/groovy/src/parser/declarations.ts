import type { DeclarationStatement, Declarator, FunctionStatement } from '../ast/statement.ts';
import type { TypeNode } from '../ast/type.ts';
import { accept, type Cursor, next, peek, sees, seesName, skipLines, endFrom } from './cursor.ts';
import { close, expect, expectName, fail, fault } from './fail.ts';
import { type Owner, parseFunction } from './functions.ts';
import { type Modifiers, parseModifiers } from './modifiers.ts';
import { parseInitializer } from './parameters.ts';
import { parseType, seesPrimitive, skipTypeParameters } from './types.ts';

/** Takes the declaration of variables or of a function, modifiers included. */
export function parseDeclaration(cursor: Cursor, owner: Owner): DeclarationStatement | FunctionStatement {
  const { start } = peek(cursor);
  const modifiers = parseModifiers(cursor);
  if (sees(cursor, '(')) return parseDestructuring(cursor, modifiers, start, owner);
  const generic = sees(cursor, '<');
  if (generic) skipTypeParameters(cursor);
  const type = generic || seesTypeBeforeName(cursor) ? parseType(cursor) : undefined;
  return parseDefinition(cursor, { start, modifiers, type, owner });
}

interface Definition {
  readonly start: number;
  readonly modifiers: Modifiers;
  readonly type: TypeNode | undefined;
  readonly owner: Owner;
}

/** Takes names with values, or a function, after the modifiers and the type. */
export function parseDefinition(
  cursor: Cursor,
  definition: Definition,
): DeclarationStatement | FunctionStatement {
  if (peek(cursor).type === 'string' || (seesName(cursor) && sees(cursor, '(', 1))) {
    return parseFunction(cursor, definition);
  }
  const { start, modifiers, type, owner } = definition;
  if (owner === 'script') checkLocal(cursor, modifiers, start);
  const declarators = [parseDeclarator(cursor, type)];
  while (accept(cursor, ',')) {
    skipLines(cursor);
    declarators.push(parseDeclarator(cursor, type));
  }
  return { kind: 'declare', declarators, ...modifiers, start, end: endFrom(cursor, start) };
}

/** Notes what a field can have and a variable cannot. */
function checkLocal(cursor: Cursor, { modifiers, annotations }: Modifiers, start: number): void {
  const isField = annotations.some(({ name }) => name === 'Field' || name === 'groovy.transform.Field');
  const wrong = modifiers.find((modifier) => modifier !== 'final');
  if (wrong !== undefined && !isField) fault(cursor, start, `a variable cannot be '${wrong}'`, ["'def'"]);
}

/** Takes the declaration of one variable, as a `for` has it. */
export function parseVariable(cursor: Cursor): DeclarationStatement {
  const { start } = peek(cursor);
  const modifiers = parseModifiers(cursor);
  const type = seesTypeBeforeName(cursor) ? parseType(cursor) : undefined;
  const declarators = [parseDeclarator(cursor, type)];
  return { kind: 'declare', declarators, ...modifiers, start, end: endFrom(cursor, start) };
}

function seesTypeBeforeName(cursor: Cursor): boolean {
  if (seesPrimitive(cursor)) return true;
  if (!seesName(cursor)) return false;
  const after = peek(cursor, 1);
  return (
    after.type === 'name' || after.type === 'string' || ['.', '<', '['].some((text) => sees(cursor, text, 1))
  );
}

function parseDeclarator(cursor: Cursor, type: TypeNode | undefined): Declarator {
  const { text, start } = expectName(cursor);
  const value = parseInitializer(cursor);
  return { name: text, ...(type && { type }), ...(value && { value }), start, end: endFrom(cursor, start) };
}

function parseDestructuring(
  cursor: Cursor,
  modifiers: Modifiers,
  start: number,
  owner: Owner,
): DeclarationStatement {
  if (owner !== 'script') fault(cursor, start, 'fields cannot be declared in parentheses');
  const open = next(cursor);
  const declarators = [parseNamePair(cursor)];
  while (accept(cursor, ',')) declarators.push(parseNamePair(cursor));
  close(cursor, ')', open);
  expect(cursor, '=');
  skipLines(cursor);
  const destructured = cursor.rules.expression(cursor);
  return { kind: 'declare', declarators, destructured, ...modifiers, start, end: endFrom(cursor, start) };
}

function parseNamePair(cursor: Cursor): Declarator {
  const { start } = peek(cursor);
  const type = seesTypeBeforeName(cursor) ? parseType(cursor) : undefined;
  if (!seesName(cursor)) fail(cursor, ['a name']);
  const { text } = next(cursor);
  return { name: text, ...(type && { type }), start, end: endFrom(cursor, start) };
}
