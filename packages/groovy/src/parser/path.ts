import type { Expression, MethodPointerNode, PropertyNode } from '../ast/expression.ts';
import type { Draft } from '../ast/span.ts';
import { isEntry, isExpression, parseItems, parseParenthesized } from './arguments.ts';
import { callNode, callWithClosure, type Head } from './calls.ts';
import {
  accept,
  afterLines,
  type Cursor,
  is,
  next,
  peek,
  sees,
  skipLines,
  endFrom,
  spanFrom,
  tokenAt,
} from './cursor.ts';
import { close, expect, fail, fault } from './fail.ts';
import { parsePrimary } from './primary.ts';
import { parseGString } from './strings.ts';
import { parseTypeArguments } from './types.ts';

const dots: ReadonlySet<string> = new Set(['.', '?.', '*.', '.&']);

/** Takes a name or value and all that hangs on it: `a.b[c](d) { … }`; see `leading` at `Rules.expression`. */
export function parsePath(cursor: Cursor, leading: boolean): Expression {
  const opaque = sees(cursor, '(');
  const head = parseElements(cursor, { node: parsePrimary(cursor), opaque }, leading);
  cursor.path = head;
  return head.node;
}

/** Takes what hangs on a path; the same head if nothing does. */
export function parseElements(cursor: Cursor, first: Head, leading: boolean): Head {
  let head = first;
  for (;;) {
    const node = parseElement(cursor, head, leading);
    if (node === undefined) return head;
    head = { node, opaque: false };
  }
}

/** Whether something hangs on a path: a dot on this line or the next, or a bracket on this one. */
export function seesElement(cursor: Cursor): boolean {
  const { type, text } = tokenAt(cursor, afterLines(cursor, cursor.index));
  if (type === 'operator' && dots.has(text)) return true;
  return sees(cursor, '(') || sees(cursor, '{') || (sees(cursor, '[') && !sees(cursor, ':', 1));
}

function parseElement(cursor: Cursor, head: Head, leading: boolean): Expression | undefined {
  const after = tokenAt(cursor, afterLines(cursor, cursor.index));
  if (after.type !== 'operator') return undefined;
  if (dots.has(after.text)) {
    skipLines(cursor);
    return parseMember(cursor, head.node);
  }
  if (after !== peek(cursor) && !(leading && after.text === '{')) return undefined;
  if (after.text === '(') return parseCall(cursor, head);
  if (after.text === '[' && !sees(cursor, ':', 1)) return parseIndex(cursor, head.node);
  return after.text === '{' ? parseAppended(cursor, head) : undefined;
}

function parseCall(cursor: Cursor, head: Head): Expression {
  const args = parseParenthesized(cursor);
  return callNode(cursor, head, args, spanFrom(cursor, head.node.start));
}

function parseAppended(cursor: Cursor, head: Head): Expression {
  skipLines(cursor);
  const closure = cursor.rules.closure(cursor);
  return callWithClosure(cursor, head, closure, spanFrom(cursor, head.node.start));
}

function parseIndex(cursor: Cursor, object: Expression): Expression {
  const open = expect(cursor, '[');
  const items = parseItems(cursor, ']');
  close(cursor, ']', open);
  const span = spanFrom(cursor, open.start);
  const entry = items.find(isEntry);
  if (entry !== undefined) fault(cursor, entry.start, "an index cannot be 'key: value'");
  return {
    kind: 'index',
    object,
    index: indexOf(items, span),
    start: object.start,
    end: endFrom(cursor, object.start),
  };
}

function indexOf(
  items: ReturnType<typeof parseItems>,
  span: { readonly start: number; readonly end: number },
): Expression {
  const [first] = items;
  if (first !== undefined && items.length === 1 && !isEntry(first)) return first;
  return { kind: 'list', elements: items.filter(isExpression), ...span };
}

function parseMember(cursor: Cursor, object: Expression): PropertyNode | MethodPointerNode {
  const dot = next(cursor).text;
  skipLines(cursor);
  parseTypeArguments(cursor);
  const attribute = accept(cursor, '@');
  const { name, dynamicName } = parseMemberName(cursor);
  const { start } = object;
  const end = endFrom(cursor, start);
  const node: Draft<PropertyNode | MethodPointerNode> =
    dot === '.&'
      ? { kind: 'methodPointer', object, name, start, end }
      : { kind: 'property', object, name, safe: dot !== '.', spread: dot === '*.', attribute, start, end };
  if (dynamicName !== undefined) node.dynamicName = dynamicName;
  return node;
}

function parseMemberName(cursor: Cursor): Pick<PropertyNode, 'name' | 'dynamicName'> {
  const token = peek(cursor);
  if (token.type === 'name' || token.type === 'keyword') return { name: next(cursor).text };
  if (token.type === 'string') return { name: next(cursor).value };
  if (token.type === 'stringStart') return { name: '', dynamicName: parseGString(cursor) };
  if (is(token, '(')) return nameOf(parsePrimary(cursor));
  if (!is(token, '{')) return fail(cursor, ['a name']);
  const body = cursor.rules.block(cursor);
  return {
    name: '',
    dynamicName: { kind: 'closure', body, start: token.start, end: endFrom(cursor, token.start) },
  };
}

/** `a.(b)` and `a.('b')` are `a.b`. */
function nameOf(node: Expression): Pick<PropertyNode, 'name' | 'dynamicName'> {
  if (node.kind === 'variable') return { name: node.name };
  if (node.kind === 'number') return { name: node.text };
  if (node.kind === 'literal' && node.value !== null) return { name: String(node.value) };
  return { name: '', dynamicName: node };
}
