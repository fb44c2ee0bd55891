import type { CallNode, Expression } from '../ast/expression.ts';
import type { Span } from '../ast/span.ts';
import { keywords, type Token } from '../lexer/token.ts';
import { noArguments, type ParsedArguments, parseParenthesized } from './arguments.ts';
import {
  accept,
  close,
  type Cursor,
  fail,
  name,
  next,
  peek,
  sees,
  seesAfterLines,
  skipLines,
  spanFrom,
} from './cursor.ts';
import { parseBrackets, parseClosure, parseGString } from './literals.ts';
import { qualifiedName } from './types.ts';

/** Takes an operand and what follows it directly: `.name`, `(…)`, `[…]` and closures. */
export function parsePostfix(cursor: Cursor): Expression {
  let expression = parsePrimary(cursor);
  for (;;) {
    const extended = parseSuffix(cursor, expression);
    if (extended === undefined) return expression;
    expression = extended;
  }
}

function parseSuffix(cursor: Cursor, object: Expression): Expression | undefined {
  for (const operator of ['.', '?.', '*.']) {
    if (seesAfterLines(cursor, operator)) return parseProperty(cursor, object);
  }
  if (sees(cursor, '[')) return parseIndex(cursor, object);
  if (sees(cursor, '(')) return parseCall(cursor, object);
  const callable = object.kind === 'variable' || object.kind === 'property' || object.kind === 'call';
  return callable && sees(cursor, '{') ? withClosure(cursor, object) : undefined;
}

function parseProperty(cursor: Cursor, object: Expression): Expression {
  skipLines(cursor);
  const operator = next(cursor).text;
  skipLines(cursor);
  const token = peek(cursor);
  const property = token.type === 'string' ? token.value : name(cursor).text;
  if (token.type === 'string') next(cursor);
  const flags = { safe: operator === '?.', spread: operator === '*.' };
  return { kind: 'property', object, name: property, ...flags, ...spanFrom(cursor, object.start) };
}

function parseIndex(cursor: Cursor, object: Expression): Expression {
  const open = next(cursor);
  const index = cursor.rules.expression(cursor);
  close(cursor, ']', open);
  return { kind: 'index', object, index, ...spanFrom(cursor, object.start) };
}

function parseCall(cursor: Cursor, callee: Expression): Expression {
  const parsed = parseParenthesized(cursor);
  return callNode(callee, parsed, spanFrom(cursor, callee.start));
}

/** Adds the closure at the cursor to a call, or makes a call of a name. */
export function withClosure(cursor: Cursor, callee: Expression): CallNode {
  const closure = parseClosure(cursor);
  const span = spanFrom(cursor, callee.start);
  if (callee.kind !== 'call') return { ...callNode(callee, noArguments, span), closure };
  const { closure: earlier, ...call } = callee;
  const positional = earlier === undefined ? call.positional : [...call.positional, earlier];
  return { ...call, positional, closure, ...span };
}

/** The call of an expression: a name calls a function, a property a method, any other value its `call`. */
export function callNode(callee: Expression, parsed: ParsedArguments, span: Span): CallNode {
  const last = parsed.positional.at(-1);
  const closure = last?.kind === 'closure' ? last : undefined;
  const positional = closure === undefined ? parsed.positional : parsed.positional.slice(0, -1);
  const rest = { positional, named: parsed.named, ...(closure && { closure }), ...span };
  if (callee.kind === 'variable') {
    const { name, start, end } = callee;
    return { kind: 'call', name, nameSpan: { start, end }, safe: false, spread: false, ...rest };
  }
  const { start, end } = callee;
  if (callee.kind === 'property') {
    const { object: receiver, name, safe, spread } = callee;
    return {
      kind: 'call',
      receiver,
      name,
      nameSpan: { start: end - name.length, end },
      safe,
      spread,
      ...rest,
    };
  }
  return {
    kind: 'call',
    receiver: callee,
    name: 'call',
    nameSpan: { start, end },
    safe: false,
    spread: false,
    ...rest,
  };
}

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function parsePrimary(cursor: Cursor): Expression {
  const token = peek(cursor);
  const { start, end } = token;
  if (token.type === 'gstring') return parseGString(cursor);
  if (token.type === 'word') return parseWord(cursor, token);
  if (token.type === 'string' || token.type === 'number') {
    next(cursor);
    return { kind: 'literal', value: token.value, start, end };
  }
  if (sees(cursor, '[')) return parseBrackets(cursor);
  if (sees(cursor, '{')) return parseClosure(cursor);
  if (!accept(cursor, '(')) return fail(cursor, ['an expression']);
  const inner = cursor.rules.expression(cursor);
  close(cursor, ')', token);
  return inner;
}

function parseWord(cursor: Cursor, token: Token): Expression {
  const { text, start, end } = token;
  if (accept(cursor, 'new')) return parseNew(cursor, start);
  if (keywords.has(text)) return fail(cursor, ['an expression']);
  next(cursor);
  const constant = constants.get(text);
  if (constant !== undefined) return { kind: 'literal', value: constant, start, end };
  return { kind: 'variable', name: text, start, end };
}

function parseNew(cursor: Cursor, start: number): Expression {
  const type = qualifiedName(cursor);
  const parsed = parseParenthesized(cursor);
  return { kind: 'new', type, ...parsed, ...spanFrom(cursor, start) };
}
