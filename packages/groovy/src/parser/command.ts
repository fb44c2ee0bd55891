import type { Expression, MapEntry, PropertyNode } from '../ast/expression.ts';
import { argumentsFrom, parseCommandArgument, seesCommandArgument } from './arguments.ts';
import { callNode, type Head } from './calls.ts';
import { accept, type Cursor, next, peek, sees, skipLines, endFrom, spanFrom } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseElements, seesElement } from './path.ts';
import { parsePrimary } from './primary.ts';

/**
 * Takes an expression or a command: `sh 'x'`, `out = sh script: 'x'`, `a b c d`, which is `a(b).c(d)`. Only a whole
 * statement and the right side of `=` can be a command.
 */
export function parseCommand(cursor: Cursor): Expression {
  cursor.path = undefined;
  const expression = parseExpression(cursor, true);
  const path = lastPath(cursor);
  return path?.node === expression ? parseChain(cursor, path) : expression;
}

function lastPath(cursor: Cursor): Head | undefined {
  return cursor.path;
}

function parseChain(cursor: Cursor, first: Head): Expression {
  let head = first;
  const isCall = head.node.kind === 'call' && !head.opaque;
  if (!isCall && seesCommandArgument(cursor)) head = parseArguments(cursor, head);
  while (seesPrimary(cursor)) {
    head = { node: parseLink(cursor, head), opaque: false };
    if (seesElement(cursor)) head = parseElements(cursor, head, true);
    else if (seesCommandArgument(cursor)) head = parseArguments(cursor, head);
  }
  return head.node;
}

function parseArguments(cursor: Cursor, head: Head): Head {
  const first = peek(cursor);
  const items: (Expression | MapEntry)[] = [];
  do {
    if (items.length > 0) skipLines(cursor);
    items.push(parseCommandArgument(cursor));
  } while (accept(cursor, ','));
  const args = argumentsFrom(items, first.start, first);
  return { node: callNode(cursor, head, args, spanFrom(cursor, head.node.start)), opaque: false };
}

function seesPrimary(cursor: Cursor): boolean {
  return !sees(cursor, '!') && !sees(cursor, '~') && !isLabel(cursor) && seesCommandArgument(cursor);
}

function isLabel(cursor: Cursor): boolean {
  return peek(cursor).type === 'keyword' && sees(cursor, ':', 1);
}

/** Takes `c` of `a b c`: a property of `a(b)`. */
function parseLink(cursor: Cursor, head: Head): PropertyNode {
  const token = peek(cursor);
  const shape = {
    kind: 'property',
    object: head.node,
    safe: false,
    spread: false,
    attribute: false,
  } as const;
  if (token.type === 'name' || token.type === 'keyword') {
    if (token.text !== 'new') {
      next(cursor);
      return { ...shape, name: token.text, start: head.node.start, end: endFrom(cursor, head.node.start) };
    }
  }
  const link = parsePrimary(cursor);
  const span = spanFrom(cursor, head.node.start);
  if (link.kind === 'variable') return { ...shape, name: link.name, ...span };
  if (link.kind === 'literal') return { ...shape, name: String(link.value), ...span };
  if (link.kind === 'number') return { ...shape, name: link.text, ...span };
  return { ...shape, name: '', dynamicName: link, ...span };
}
