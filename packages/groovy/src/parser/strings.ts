import type { Expression, GStringNode } from '../ast/expression.ts';
import type { Statement } from '../ast/statement.ts';
import type { Token } from '../lexer/token.ts';
import { parseClosureParameters } from './closure.ts';
import { type Cursor, next, peek, sees, seesName, skipLines, endFrom, spanFrom } from './cursor.ts';
import { close, expect, fail } from './fail.ts';

/** Takes a string with values in it. */
export function parseGString(cursor: Cursor): GStringNode {
  const parts: (string | Expression)[] = [];
  const first = next(cursor);
  addText(parts, first);
  for (;;) {
    parts.push(parseValue(cursor));
    const text = peek(cursor);
    if (text.type !== 'stringMiddle' && text.type !== 'stringEnd') fail(cursor, ['the rest of the string']);
    next(cursor);
    addText(parts, text);
    if (text.type === 'stringEnd')
      return { kind: 'gstring', parts, start: first.start, end: endFrom(cursor, first.start) };
  }
}

function addText(parts: (string | Expression)[], { value }: Token): void {
  if (value !== '') parts.push(value);
}

function parseValue(cursor: Cursor): Expression {
  if (sees(cursor, '{')) return parseEmbedded(cursor);
  const { text, start, end } = peek(cursor);
  const isName = seesName(cursor);
  if (!isName && text !== 'this' && text !== 'super') fail(cursor, ['a name']);
  next(cursor);
  let value: Expression = { kind: 'variable', name: text, start, end };
  if (!isName) return value;
  while (sees(cursor, '.') && seesName(cursor, 1)) {
    next(cursor);
    const name = next(cursor).text;
    const shape = { kind: 'property', safe: false, spread: false, attribute: false } as const;
    value = { ...shape, object: value, name, start, end: endFrom(cursor, start) };
  }
  return value;
}

/** Takes `{expression}`; more than one statement, or none, or `->`, makes it a closure. */
function parseEmbedded(cursor: Cursor): Expression {
  const open = expect(cursor, '{');
  skipLines(cursor);
  const parameters = parseClosureParameters(cursor);
  const body = cursor.rules.statements(cursor);
  close(cursor, '}', open);
  const span = spanFrom(cursor, open.start);
  if (parameters !== undefined) return { kind: 'closure', parameters, body, ...span };
  return embeddedValue(body, span);
}

function embeddedValue(
  body: readonly Statement[],
  span: { readonly start: number; readonly end: number },
): Expression {
  const [only] = body;
  if (only === undefined) return { kind: 'literal', value: null, ...span };
  if (body.length === 1 && only.kind === 'expression') return only.expression;
  return {
    kind: 'call',
    receiver: { kind: 'closure', body, ...span },
    name: 'call',
    nameSpan: span,
    safe: false,
    spread: false,
    positional: [],
    named: [],
    ...span,
  };
}
