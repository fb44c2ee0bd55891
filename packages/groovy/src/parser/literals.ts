import type { ClosureNode, Expression, MapEntry } from '../ast/expression.ts';
import type { Token } from '../lexer/token.ts';
import { parseEntry } from './arguments.ts';
import { accept, close, type Cursor, expect, fail, next, peek, sees, skipLines, spanFrom } from './cursor.ts';
import { parseParameters, seesParameters } from './parameters.ts';

/** Takes a list or a map. */
export function parseBrackets(cursor: Cursor): Expression {
  const open = expect(cursor, '[');
  if (sees(cursor, ':') && sees(cursor, ']', 1)) {
    cursor.index += 2;
    return { kind: 'map', entries: [], ...spanFrom(cursor, open.start) };
  }
  const items: (Expression | MapEntry)[] = [];
  while (!sees(cursor, ']')) {
    items.push(parseEntry(cursor));
    if (!accept(cursor, ',')) break;
  }
  close(cursor, ']', open);
  const entries = items.filter((item): item is MapEntry => !('kind' in item));
  const elements = items.filter((item) => 'kind' in item);
  if (entries.length === 0) return { kind: 'list', elements, ...spanFrom(cursor, open.start) };
  if (elements.length > 0) fail(cursor, [], "a list cannot hold 'key: value' among its elements");
  return { kind: 'map', entries, ...spanFrom(cursor, open.start) };
}

/** Takes `{ a, b -> … }`. */
export function parseClosure(cursor: Cursor): ClosureNode {
  const open = expect(cursor, '{');
  const parameters = seesParameters(cursor) ? parseParameters(cursor, '->') : undefined;
  const body = cursor.rules.statements(cursor);
  close(cursor, '}', open);
  return { kind: 'closure', ...(parameters && { parameters }), body, ...spanFrom(cursor, open.start) };
}

/** Takes a string with expressions in it. */
export function parseGString(cursor: Cursor): Expression {
  const token = next(cursor);
  if (token.type !== 'gstring') throw new TypeError('the caller has seen a gstring');
  const parts = token.parts.map((part) => (typeof part === 'string' ? part : parseEmbedded(cursor, part)));
  return { kind: 'gstring', parts, start: token.start, end: token.end };
}

function parseEmbedded(cursor: Cursor, tokens: readonly Token[]): Expression {
  const inner: Cursor = { ...cursor, tokens, index: 0 };
  skipLines(inner);
  if (peek(inner).type === 'end') {
    const { start, end } = peek(inner);
    return { kind: 'literal', value: null, start, end };
  }
  const expression = inner.rules.expression(inner);
  skipLines(inner);
  if (peek(inner).type !== 'end') fail(inner, ["'}'"]);
  return expression;
}
