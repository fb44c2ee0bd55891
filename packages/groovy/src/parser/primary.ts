import type { Expression, NewArrayNode, NewNode } from '../ast/expression.ts';
import type { TypeNode } from '../ast/type.ts';
import { isEntry, isExpression, parseItems, parseParenthesized, skipStatementList } from './arguments.ts';
import { checkDuplicates } from './calls.ts';
import { accept, type Cursor, next, peek, sees, skipLines, endFrom } from './cursor.ts';
import { close, expect, fail, fault } from './fail.ts';
import { numberNode } from './numbers.ts';
import { parseGString } from './strings.ts';
import { parseTypeArguments, parseTypeWithoutBrackets, seesPrimitive } from './types.ts';

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Takes a name, a literal, `new …`, a closure or anything in parentheses. */
export function parsePrimary(cursor: Cursor): Expression {
  const token = peek(cursor);
  const { start, end } = token;
  switch (token.type) {
    case 'name':
      return { kind: 'variable', name: next(cursor).text, start, end };
    case 'number':
      return numberNode(next(cursor));
    case 'string':
      return { kind: 'literal', value: next(cursor).value, start, end };
    case 'stringStart':
      return parseGString(cursor);
    case 'keyword':
      return parseWord(cursor);
    case 'operator':
      return parseBracketed(cursor);
    default:
      return fail(cursor, ['an expression']);
  }
}

function parseWord(cursor: Cursor): Expression {
  const { text, start, end } = peek(cursor);
  const value = constants.get(text);
  if (value !== undefined) {
    next(cursor);
    return { kind: 'literal', value, start, end };
  }
  if (text === 'new') return parseNew(cursor);
  if (text !== 'this' && text !== 'super' && !seesPrimitive(cursor)) fail(cursor, ['an expression']);
  next(cursor);
  return { kind: 'variable', name: text, start, end };
}

function parseBracketed(cursor: Cursor): Expression {
  if (sees(cursor, '{')) return cursor.rules.closure(cursor);
  if (sees(cursor, '[')) return parseListOrMap(cursor);
  if (!sees(cursor, '(')) fail(cursor, ['an expression']);
  const open = next(cursor);
  const { start } = peek(cursor);
  const expression = cursor.rules.enclosed(cursor);
  if (sees(cursor, ';')) skipStatementList(cursor, start, ')');
  close(cursor, ')', open);
  return expression;
}

function parseListOrMap(cursor: Cursor): Expression {
  const open = expect(cursor, '[');
  if (sees(cursor, ':') && sees(cursor, ']', 1)) {
    cursor.index += 2;
    return { kind: 'map', entries: [], start: open.start, end: endFrom(cursor, open.start) };
  }
  const items = parseItems(cursor, ']');
  close(cursor, ']', open);
  const { start } = open;
  const end = endFrom(cursor, start);
  const entries = items.filter(isEntry);
  const elements = items.filter(isExpression);
  const odd = entries.length > 0 ? elements[0] : undefined;
  if (odd !== undefined) fault(cursor, odd.start, 'a map has entries only', ["'key: value'"]);
  return entries.length > 0 ? { kind: 'map', entries, start, end } : { kind: 'list', elements, start, end };
}

function parseNew(cursor: Cursor): NewNode | NewArrayNode {
  const { start } = expect(cursor, 'new');
  skipLines(cursor);
  parseTypeArguments(cursor);
  const type = parseTypeWithoutBrackets(cursor);
  if (sees(cursor, '[')) return parseNewArray(cursor, type, start);
  skipLines(cursor);
  if (!sees(cursor, '(')) fail(cursor, ["'(' or '['"]);
  const args = parseParenthesized(cursor);
  const { positional, named } = args;
  checkDuplicates(cursor, args);
  const body = sees(cursor, '{') ? cursor.rules.classBody(cursor, cursor.className) : undefined;
  return { kind: 'new', type, positional, named, ...(body && { body }), start, end: endFrom(cursor, start) };
}

function parseNewArray(cursor: Cursor, type: TypeNode, start: number): NewArrayNode {
  const sizes: Expression[] = [];
  let dimensions = 0;
  while (sees(cursor, '[')) {
    const open = next(cursor);
    if (accept(cursor, ']')) {
      if (sizes.length === 0) fault(cursor, open.start, 'an array needs a size', ['a size']);
      dimensions += 1;
      continue;
    }
    if (dimensions > 0) fault(cursor, open.start, 'a size cannot follow an empty pair of brackets');
    sizes.push(cursor.rules.expression(cursor));
    close(cursor, ']', open);
  }
  return { kind: 'newArray', type: { ...type, dimensions }, sizes, start, end: endFrom(cursor, start) };
}
