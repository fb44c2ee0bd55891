import type { CallNode, ClosureNode, Expression, MapEntry, PropertyNode } from '../ast/expression.ts';
import type { Draft, Span } from '../ast/span.ts';
import type { Arguments } from './arguments.ts';
import type { Cursor } from './cursor.ts';
import { fault } from './fail.ts';

type Callee = Pick<CallNode, 'receiver' | 'name' | 'dynamicName' | 'nameSpan' | 'safe' | 'spread'>;

type Called = Pick<CallNode, 'positional' | 'named' | 'closure'>;

/** What is called: a path and whether it is a lone `(x)`, which is called as a value. */
export interface Head {
  readonly node: Expression;
  readonly opaque: boolean;
}

/** The call of a path with arguments. */
export function callNode(cursor: Cursor, head: Head, args: Arguments, span: Span): CallNode {
  const callee = calleeOf(cursor, head, args.open);
  checkDuplicates(cursor, args);
  const declared = args.positional.find(({ kind }) => kind === 'declaration');
  if (declared !== undefined) fault(cursor, declared.start, 'an argument cannot declare a variable', ["','"]);
  return callOf(callee, argumentsOf(args), span);
}

/** The call of a path with a closure behind it; a call takes it as one more argument. */
export function callWithClosure(cursor: Cursor, head: Head, closure: ClosureNode, span: Span): CallNode {
  const { node, opaque } = head;
  if (node.kind !== 'call' || opaque) {
    const callee = calleeOf(cursor, head, { start: closure.start, end: closure.start + 1 });
    return callOf(callee, { positional: [], named: [], closure }, span);
  }
  const positional = node.closure === undefined ? node.positional : [...node.positional, node.closure];
  return callOf(node, { positional, named: node.named, closure }, span);
}

function callOf(callee: Callee, args: Called, { start, end }: Span): CallNode {
  const { receiver, name, dynamicName, nameSpan, safe, spread } = callee;
  const { positional, named, closure } = args;
  // Field by field: a spread within a literal takes V8 many times as long, and calls are most of a file.
  const call: Draft<CallNode> = { kind: 'call', name, nameSpan, safe, spread, positional, named, start, end };
  if (receiver !== undefined) call.receiver = receiver;
  if (dynamicName !== undefined) call.dynamicName = dynamicName;
  if (closure !== undefined) call.closure = closure;
  return call;
}

/** Arguments with the closure at their end apart from the others. */
export function argumentsOf({ positional, named }: Pick<Arguments, 'positional' | 'named'>): Called {
  const closure = positional.at(-1);
  if (closure?.kind !== 'closure') return { positional, named };
  return { positional: positional.slice(0, -1), named, closure };
}

/** Notes a named argument that is given twice. */
export function checkDuplicates(cursor: Cursor, { named, start }: Pick<Arguments, 'named' | 'start'>): void {
  const seen = new Set<string>();
  for (const { key } of named) {
    const name = constantOf(key);
    if (name !== undefined && seen.has(name)) {
      return fault(cursor, start, `the argument '${name}' is given twice`, ['each name once']);
    }
    if (name !== undefined) seen.add(name);
  }
}

function constantOf(key: MapEntry['key']): string | undefined {
  if (key.kind === 'literal') return String(key.value);
  return key.kind === 'number' ? key.text : undefined;
}

function calleeOf(cursor: Cursor, { node, opaque }: Head, open: Span): Callee {
  const nameSpan = { start: node.start, end: node.end };
  if (!opaque && node.kind === 'variable') {
    checkName(cursor, node.name, open.start);
    return { name: node.name, nameSpan, safe: false, spread: false };
  }
  if (!opaque && node.kind === 'literal' && typeof node.value === 'string') {
    return { name: node.value, nameSpan, safe: false, spread: false };
  }
  if (!opaque && node.kind === 'gstring')
    return { name: '', dynamicName: node, nameSpan, safe: false, spread: false };
  if (!opaque && node.kind === 'property' && !node.attribute) return methodOf(cursor, node, open.start);
  const here = { start: open.start, end: open.end };
  return { receiver: node, name: 'call', nameSpan: here, safe: false, spread: false };
}

function methodOf(cursor: Cursor, node: PropertyNode, at: number): Callee {
  const { object, name, dynamicName, safe, spread } = node;
  if (dynamicName === undefined) checkConstructor(cursor, name, at);
  const start = dynamicName?.start ?? node.end - name.length;
  const callee = { receiver: object, name, nameSpan: { start, end: node.end }, safe, spread };
  return dynamicName === undefined ? callee : { ...callee, dynamicName };
}

const primitives: ReadonlySet<string> = new Set(
  'void boolean byte char short int float long double'.split(' '),
);

function checkName(cursor: Cursor, name: string, at: number): void {
  if (primitives.has(name)) fault(cursor, at, `'${name}' is a type and no method`);
  checkConstructor(cursor, name, at);
}

function checkConstructor(cursor: Cursor, name: string, at: number): void {
  if (name !== 'this' && name !== 'super') return;
  fault(cursor, at, `'${name}(…)' can only be the first statement of a constructor`);
}
