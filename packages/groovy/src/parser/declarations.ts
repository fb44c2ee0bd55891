import type { DeclarationStatement, Statement } from '../ast/statement.ts';
import { parseParenthesized } from './arguments.ts';
import { parseCommand } from './command.ts';
import {
  accept,
  close,
  type Cursor,
  expect,
  fail,
  name,
  next,
  peek,
  sees,
  skipLines,
  spanFrom,
} from './cursor.ts';
import { parseParameters } from './parameters.ts';
import { qualifiedName, typeLength } from './types.ts';

const modifiers: ReadonlySet<string> = new Set('def final static private public protected'.split(' '));
const classes: ReadonlySet<string> = new Set('class enum interface trait'.split(' '));

/** Takes the declaration of a variable or a function, or nothing. */
export function parseDeclaration(cursor: Cursor): Statement | undefined {
  const start = peek(cursor).start;
  if (classes.has(peek(cursor).text) && peek(cursor, 1).type === 'word') {
    fail(cursor, [], `this Groovy has no '${peek(cursor).text}' declarations`);
  }
  const annotations = parseAnnotations(cursor);
  const modified = skipModifiers(cursor);
  const length = typeLength(cursor);
  const typed =
    length > 0 && peek(cursor, length).type === 'word' && !isOperatorWord(peek(cursor, length).text);
  if (typed) qualifiedName(cursor);
  if (!typed && !modified && annotations.length === 0) return undefined;
  if (modified && sees(cursor, '(')) return parseDestructuring(cursor, start, annotations);
  if (peek(cursor).type === 'word' && sees(cursor, '(', 1)) return parseFunction(cursor, start);
  return parseVariables(cursor, start, annotations);
}

function isOperatorWord(text: string): boolean {
  return text === 'in' || text === 'as' || text === 'instanceof';
}

function parseAnnotations(cursor: Cursor): string[] {
  const names: string[] = [];
  while (accept(cursor, '@')) {
    names.push(qualifiedName(cursor));
    if (sees(cursor, '(')) parseParenthesized(cursor);
    skipLines(cursor);
  }
  return names;
}

function skipModifiers(cursor: Cursor): boolean {
  const before = cursor.index;
  while (modifiers.has(peek(cursor).text) && peek(cursor).type === 'word') next(cursor);
  return cursor.index > before;
}

function parseFunction(cursor: Cursor, start: number): Statement {
  const functionName = name(cursor).text;
  expect(cursor, '(');
  const parameters = parseParameters(cursor, ')');
  skipLines(cursor);
  const open = expect(cursor, '{');
  const body = cursor.rules.statements(cursor);
  close(cursor, '}', open);
  return { kind: 'function', name: functionName, parameters, body, ...spanFrom(cursor, start) };
}

function parseVariables(cursor: Cursor, start: number, annotations: readonly string[]): DeclarationStatement {
  const names = [name(cursor).text];
  let value = parseInitializer(cursor);
  while (value === undefined && accept(cursor, ',')) {
    skipLines(cursor);
    names.push(name(cursor).text);
    value = parseInitializer(cursor);
    if (value !== undefined) fail(cursor, [], 'declare a variable with a value in a statement of its own');
  }
  const shape = { kind: 'declare', names, destructured: false, annotations } as const;
  return { ...shape, ...(value && { value }), ...spanFrom(cursor, start) };
}

function parseInitializer(cursor: Cursor): DeclarationStatement['value'] {
  if (!accept(cursor, '=')) return undefined;
  skipLines(cursor);
  return parseCommand(cursor);
}

function parseDestructuring(
  cursor: Cursor,
  start: number,
  annotations: readonly string[],
): DeclarationStatement {
  const open = expect(cursor, '(');
  const names: string[] = [];
  do {
    const length = typeLength(cursor);
    if (length > 0 && peek(cursor, length).type === 'word') qualifiedName(cursor);
    names.push(name(cursor).text);
  } while (accept(cursor, ','));
  close(cursor, ')', open);
  expect(cursor, '=');
  skipLines(cursor);
  const value = parseCommand(cursor);
  return { kind: 'declare', names, destructured: true, annotations, value, ...spanFrom(cursor, start) };
}
