import type { ClassMember, ConstructorMember, FunctionStatement, Statement } from '../ast/statement.ts';
import { callNode } from './calls.ts';
import { parseParenthesized } from './arguments.ts';
import { type Cursor, next, peek, sees, seesName, skipLines, endFrom, spanFrom } from './cursor.ts';
import { parseDeclaration, parseDefinition } from './declarations.ts';
import { close, expect, expectName, fail, fault } from './fail.ts';
import { type Owner, parseParameters, skipThrows } from './functions.ts';
import {
  seesConstructor,
  seesDeclaration,
  seesDestructuring,
  seesGenericMethod,
  seesTypeDeclaration,
} from './lookahead.ts';
import { parseMemberValue, parseModifiers } from './modifiers.ts';
import { parseType } from './types.ts';

/** Takes a field, method, constructor, initializer or inner class. */
export function parseMember(cursor: Cursor, owner: Owner): ClassMember {
  if (owner === 'annotation') return parseAnnotationMember(cursor);
  if (owner === 'class' && seesConstructor(cursor)) return parseConstructor(cursor);
  if (seesGenericMethod(cursor) || seesDestructuring(cursor) || seesDeclaration(cursor)) {
    return parseDeclaration(cursor, owner);
  }
  if (seesTypeDeclaration(cursor)) return cursor.rules.innerClass(cursor);
  if (owner === 'class') {
    const { start } = peek(cursor);
    const isStatic = sees(cursor, 'static');
    if (isStatic) next(cursor);
    skipLines(cursor);
    if (sees(cursor, '{')) {
      const body = cursor.rules.block(cursor);
      return { kind: 'initializer', static: isStatic, body, start, end: endFrom(cursor, start) };
    }
  }
  return fail(cursor, ['a field, a method or a class']);
}

function parseAnnotationMember(cursor: Cursor): ClassMember {
  if (seesTypeDeclaration(cursor)) return cursor.rules.innerClass(cursor);
  const { start } = peek(cursor);
  const modifiers = parseModifiers(cursor);
  const type = parseType(cursor);
  if (!seesName(cursor) || !sees(cursor, '(', 1)) {
    return parseDefinition(cursor, { start, modifiers, type, owner: 'annotation' });
  }
  const { text: name, start: nameStart, end } = next(cursor);
  close(cursor, ')', next(cursor));
  const body = parseDefault(cursor);
  const shape = { kind: 'function', name, nameSpan: { start: nameStart, end }, returnType: type } as const;
  return {
    ...shape,
    parameters: [],
    ...(body && { body }),
    ...modifiers,
    start,
    end: endFrom(cursor, start),
  };
}

function parseDefault(cursor: Cursor): FunctionStatement['body'] {
  const { index } = cursor;
  if (!sees(cursor, 'default')) return undefined;
  next(cursor);
  skipLines(cursor);
  const expression = parseMemberValue(cursor);
  return [
    {
      kind: 'expression',
      expression,
      start: cursor.tokens[index]?.start ?? 0,
      end: endFrom(cursor, cursor.tokens[index]?.start ?? 0),
    },
  ];
}

const notOfConstructors = ['static', 'final', 'abstract', 'native'] as const;

function parseConstructor(cursor: Cursor): ConstructorMember {
  const { start } = peek(cursor);
  const modifiers = parseModifiers(cursor);
  const wrong = notOfConstructors.find((modifier) => modifiers.modifiers.includes(modifier));
  if (wrong !== undefined) fault(cursor, start, `a constructor cannot be '${wrong}'`);
  expectName(cursor);
  const parameters = parseParameters(cursor);
  skipThrows(cursor);
  skipLines(cursor);
  const body = parseConstructorBody(cursor);
  return { kind: 'constructor', parameters, body, ...modifiers, start, end: endFrom(cursor, start) };
}

function parseConstructorBody(cursor: Cursor): readonly Statement[] {
  const open = expect(cursor, '{');
  skipLines(cursor);
  const call = parseConstructorCall(cursor);
  const separated = call === undefined || peek(cursor).type === 'newline' || sees(cursor, ';');
  const statements = separated ? cursor.rules.statements(cursor) : [];
  close(cursor, '}', open);
  return call === undefined ? statements : [call, ...statements];
}

/** Takes `this(…)` or `super(…)`. */
function parseConstructorCall(cursor: Cursor): Statement | undefined {
  if (!(sees(cursor, 'this') || sees(cursor, 'super')) || !sees(cursor, '(', 1)) return undefined;
  const { text, start, end } = next(cursor);
  const args = parseParenthesized(cursor);
  const span = spanFrom(cursor, start);
  // The name is put in afterwards: anywhere else it would be a mistake.
  const node = { kind: 'variable', name: 'constructor', start, end } as const;
  const expression = { ...callNode(cursor, { node, opaque: false }, args, span), name: text };
  return { kind: 'expression', expression, ...span };
}
