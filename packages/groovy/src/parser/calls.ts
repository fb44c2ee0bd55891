import type { CallNode, ClosureNode, Expression, MapEntry, PropertyNode } from '../ast/expression.ts';
import type { Span } from '../ast/span.ts';
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
  return { ...node, positional, closure, ...span };
}

function callOf(callee: Callee, args: Called, { start, end }: Span): CallNode {
  const { receiver, name, dynamicName, nameSpan, safe, spread } = callee;
  const { positional, named, closure } = args;
  return {
    kind: 'call',
    ...(receiver && { receiver }),
    name,
    nameSpan,
    safe,
    spread,
    ...(dynamicName && { dynamicName }),
    positional,
    named,
    ...(closure && { closure }),
    start,
    end,
  };
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
  const plain = { safe: false, spread: false };
  if (!opaque && node.kind === 'variable') {
    checkName(cursor, node.name, open.start);
    return { name: node.name, nameSpan, ...plain };
  }
  if (!opaque && node.kind === 'literal' && typeof node.value === 'string') {
    return { name: node.value, nameSpan, ...plain };
  }
  if (!opaque && node.kind === 'gstring') return { name: '', dynamicName: node, nameSpan, ...plain };
  if (!opaque && node.kind === 'property' && !node.attribute) return methodOf(cursor, node, open.start);
  return { receiver: node, name: 'call', nameSpan: { start: open.start, end: open.end }, ...plain };
}

function methodOf(cursor: Cursor, node: PropertyNode, at: number): Callee {
  const { object, name, dynamicName, safe, spread } = node;
  if (dynamicName === undefined) checkConstructor(cursor, name, at);
  const start = dynamicName?.start ?? node.end - name.length;
  return {
    receiver: object,
    name,
    ...(dynamicName && { dynamicName }),
    nameSpan: { start, end: node.end },
    safe,
    spread,
  };
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
