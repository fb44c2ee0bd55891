import type { NewArrayNode, NewNode, Expression } from '../../ast/expression.ts';
import { whenKnown } from '../core/eventual.ts';
import { fail, refuse } from '../core/fail.ts';
import { argumentTypes } from '../core/invoke.ts';
import { checkCount } from '../core/maps.ts';
import { toNumber } from '../core/numeric.ts';
import { javaArray } from '../value/collections.ts';
import type { GroovyClass } from '../value/object.ts';
import { Char, Double, Float } from '../value/numbers.ts';
import type { Eventual, Value } from '../value/value.ts';
import { castsIn, notingCasts } from './calls.ts';
import { fillClass, makeClass } from './classes.ts';
import { locate, located } from './errors.ts';
import type { Code, Frame } from './frame.ts';
import { compileAll } from './literals.ts';
import type { Scope } from './scope.ts';

/** `new Type(…)` */
export function compileNew(node: NewNode, scope: Scope): Code {
  const named: Expression[] =
    node.named.length === 0 ? [] : [{ kind: 'map', start: node.start, end: node.end, entries: node.named }];
  const nodes = [...named, ...node.positional];
  const casts = castsIn(nodes, scope);
  const plain = compileAll(nodes, scope);
  const args = casts === undefined ? plain : notingCasts(plain, casts);
  const { start } = node;
  const name = node.type.name;
  const cls = scope.unit.resolveClass(name);
  const anonymous = node.body === undefined ? undefined : compileAnonymous(node, scope, cls);
  const make = (given: Value[], frame: Frame): Eventual => {
    const target = anonymous?.(frame) ?? cls ?? scope.unit.resolveClass(name);
    if (target === undefined) return fail('ClassNotFoundException', `unable to resolve class ${name}`);
    if (target.forbidden) refuse(`new ${target.name}${argumentTypes(given)}`);
    if (target.construct === undefined)
      return fail(
        'InstantiationException',
        `You cannot create an instance from the ${target.isInterface ? 'interface' : 'class'} '${target.name}'`,
      );
    return target.construct(given, frame, target);
  };
  return (frame) => {
    try {
      return located(
        whenKnown(args(frame) as never, (given: Value[]) => make(given, frame)),
        start,
      );
    } catch (error) {
      return locate(error, start);
    }
  };
}

let anonymousCount = 0;

function compileAnonymous(
  node: NewNode,
  scope: Scope,
  above: GroovyClass | undefined,
): (frame: Frame) => GroovyClass {
  const { body, type, start, end } = node;
  anonymousCount += 1;
  const name = `WorkflowScript$${anonymousCount}`;
  return (frame) => {
    const isInterface = above?.isInterface === true;
    const statement = {
      kind: 'class' as const,
      type: 'class' as const,
      name,
      ...(isInterface ? {} : { superclass: type }),
      interfaces: isInterface ? [type] : [],
      body: body ?? { constants: [], members: [], start, end },
      modifiers: [],
      annotations: [],
      start,
      end,
    };
    const cls = makeClass(statement, scope.unit, frame);
    cls.around = frame.self;
    fillClass(cls, statement, scope.unit, frame, { scope, frame });
    return cls;
  };
}

/** `new int[2][3]` */
export function compileNewArray(node: NewArrayNode, scope: Scope): Code {
  const sizes = compileAll(node.sizes, scope);
  const { name, dimensions } = node.type;
  const short = name.slice(name.lastIndexOf('.') + 1);
  const depth = Math.max(dimensions, node.sizes.length);
  return (frame) => {
    try {
      return located(
        whenKnown(sizes(frame) as never, (given: Value[]) => newArray(short, depth, given.map(toNumber))),
        node.start,
      );
    } catch (error) {
      return locate(error, node.start);
    }
  };
}

/** What the items of a new array are; null for objects. */
const zeros: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['int', 0],
  ['short', 0],
  ['byte', 0],
  ['long', 0n],
  ['boolean', false],
  ['char', new Char(0)],
  ['double', new Double(0)],
  ['float', new Float(0)],
]);

function newArray(element: string, depth: number, sizes: readonly number[]): Value {
  for (const size of sizes) if (size < 0) fail('NegativeArraySizeException', String(size));
  let all = 1;
  for (const size of sizes) {
    all *= size;
    checkCount(all);
  }
  return makeArray(element, depth, sizes);
}

function makeArray(element: string, depth: number, sizes: readonly number[]): Value {
  const [size, ...rest] = sizes;
  if (size === undefined) return null;
  const zero = depth === 1 ? (zeros.get(element) ?? null) : null;
  const items = Array.from(
    { length: size },
    (): Value => (depth > 1 ? makeArray(element, depth - 1, rest) : zero),
  );
  return javaArray(items, element + '[]'.repeat(depth - 1));
}
