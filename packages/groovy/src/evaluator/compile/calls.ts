import type { CallNode, Expression } from '../../ast/expression.ts';
import { isClosure, plainClass } from '../core/class-of.ts';
import { noteCasts } from '../core/distance.ts';
import { drive, whenKnown } from '../core/eventual.ts';
import {
  callValue,
  findMethod,
  invokeHost,
  invokeMethod,
  invokeStatic,
  isHostObject,
  runMethod,
} from '../core/invoke.ts';
import { itemsIn } from '../core/iterate.ts';
import { mapEntries } from '../core/iterate.ts';
import { textOf } from '../core/text.ts';
import { Instance, ScriptObject } from '../value/instance.ts';
import type { Args } from '../value/method.ts';
import { GroovyClass } from '../value/object.ts';
import type { Eventual, Value } from '../value/value.ts';
import { compileSuperCall } from './super.ts';
import { locate, located } from './errors.ts';
import { type Code, type Frame, isInstant } from './frame.ts';
import { compileAll } from './literals.ts';
import type { Scope } from './scope.ts';
import { callByName, callOnScript } from './call-by-name.ts';

type Evaluate = (frame: Frame) => Value[] | Promise<Value[]>;

/** `name(…)`, `receiver.name(…)`, `receiver?.name(…)`, `list*.name(…)`. */
export function compileCall(node: CallNode, scope: Scope): Code {
  const args = compileArguments(node, scope);
  if (node.dynamicName !== undefined) return compileDynamicCall(node, node.dynamicName, args, scope);
  if (node.receiver === undefined) {
    if (node.name === 'super' || node.name === 'this') return compileSuperCall(node, args, scope);
    return compileCallByName(node, args, scope);
  }
  if (node.receiver.kind === 'variable' && node.receiver.name === 'super')
    return compileSuperCall(node, args, scope);
  return compileMethodCall(node, node.receiver, args, scope);
}

/** The arguments as a method gets them: the named ones as a map first, the closure last. */
function compileArguments(node: CallNode, scope: Scope): Evaluate {
  const named: Expression[] =
    node.named.length === 0 ? [] : [{ kind: 'map', start: node.start, end: node.end, entries: node.named }];
  const closure = node.closure === undefined ? [] : [node.closure];
  const nodes = [...named, ...node.positional, ...closure];
  const casts = castsIn(nodes, scope);
  const all = compileAll(nodes, scope);
  return casts === undefined ? all : notingCasts(all, casts);
}

/** The classes that arguments are cast to; undefined when none is. */
export function castsIn(
  nodes: readonly Expression[],
  scope: Scope,
): readonly (GroovyClass | undefined)[] | undefined {
  if (!nodes.some(({ kind }) => kind === 'cast')) return undefined;
  const classes = nodes.map((node) => {
    const type = node.kind === 'cast' ? scope.unit.resolveType(node.type) : undefined;
    return type === undefined || type.primitive || type.dimensions > 0 ? undefined : type.cls;
  });
  return classes.every((cls) => cls === undefined) || nodes.some(({ kind }) => kind === 'spread')
    ? undefined
    : classes;
}

/** Arguments that say what they were cast to. */
export function notingCasts(evaluate: Evaluate, casts: readonly (GroovyClass | undefined)[]): Evaluate {
  return (frame) =>
    whenKnown(evaluate(frame) as never, (args: Value[]) => {
      noteCasts(args, casts);
      return args;
    });
}

function compileMethodCall(node: CallNode, receiverNode: Expression, args: Evaluate, scope: Scope): Code {
  const receiver = scope.unit.expression(receiverNode, scope);
  const onList = isRemoveOfObject(node) ? { ...node, name: 'removeElement' } : node;
  const onReceiver = (value: Value, frame: Frame): Eventual => {
    if (node.safe && value === null) return null;
    const given = args(frame);
    const call = Array.isArray(value) ? onList : node;
    return Array.isArray(given) ? callOn(value, call, given, frame) : callLater(value, call, given, frame);
  };
  const { start } = node;
  const mayWait = !isInstant(receiver);
  return (frame) => {
    try {
      const value = receiver(frame);
      if (mayWait && value instanceof Promise) return receiverLater(value, onReceiver, frame, start);
      const result = onReceiver(value as Value, frame);
      return result instanceof Promise ? located(result, start) : result;
    } catch (error) {
      return locate(error, start);
    }
  };
}

/** `list.remove((Object) 1)` and `list.remove(1 as Object)` mean the item, not the index. */
function isRemoveOfObject({ name, positional, named, closure }: CallNode): boolean {
  const [only] = positional;
  return (
    name === 'remove' &&
    positional.length === 1 &&
    named.length === 0 &&
    closure === undefined &&
    only?.kind === 'cast' &&
    only.type.dimensions === 0 &&
    /^(?:java\.lang\.)?Object$/.test(only.type.name)
  );
}

function receiverLater(
  receiver: Promise<Value>,
  next: (value: Value, frame: Frame) => Eventual,
  frame: Frame,
  offset: number,
): Eventual {
  return located(
    receiver.then((value) => next(value, frame)),
    offset,
  );
}

async function callLater(
  receiver: Value,
  node: CallNode,
  args: Promise<Value[]>,
  frame: Frame,
): Promise<Value> {
  return await callOn(receiver, node, await args, frame);
}

function callOn(receiver: Value, node: CallNode, args: Value[], frame: Frame): Eventual {
  if (node.spread) return callEach(receiver, node, args, frame);
  const { name } = node;
  const plain = frame.categories === undefined ? plainClass(receiver) : undefined;
  const method = plain?.find(name, args.length);
  if (method !== undefined) return runMethod(method, receiver, name, args, frame);
  if (isHostObject(receiver)) return invokeHost(receiver, node, args, node.named.length > 0, frame);
  if (receiver === frame.self && receiver instanceof ScriptObject)
    return callOnScript(receiver, node, args, frame);
  if (receiver === frame.self && receiver instanceof GroovyClass)
    return invokeStatic(receiver, name, args, frame);
  return invokeMethod(receiver, name, args, frame);
}

function callEach(receiver: Value, node: CallNode, args: Value[], frame: Frame): Eventual {
  if (receiver === null) return null;
  const items = receiver instanceof Map ? mapEntries(receiver) : (itemsIn(receiver, frame) ?? [receiver]);
  return drive(
    (function* () {
      const results: Value[] = [];
      for (const item of items)
        results.push(
          item === null && node.safe ? null : yield callOn(item, { ...node, spread: false }, args, frame),
        );
      return results;
    })(),
  );
}

function compileDynamicCall(node: CallNode, nameNode: Expression, args: Evaluate, scope: Scope): Code {
  const receiver = node.receiver === undefined ? undefined : scope.unit.expression(node.receiver, scope);
  const nameCode = scope.unit.expression(nameNode, scope);
  return (frame) => {
    try {
      return located(
        whenKnown(receiver === undefined ? frame.self : receiver(frame), (value) =>
          whenKnown(nameCode(frame), (name) =>
            whenKnown(args(frame) as never, (given: Value[]) => {
              if (value === null && node.safe) return null;
              if (isClosure(name)) return callValue(name, given, frame);
              return callOn(value, { ...node, name: textOf(name, frame) }, given, frame);
            }),
          ),
        ),
        node.start,
      );
    } catch (error) {
      return locate(error, node.start);
    }
  };
}

/** A call without receiver: a variable's closure, a function of the script, a method of a delegate, a step. */
function compileCallByName(node: CallNode, args: Evaluate, scope: Scope): Code {
  const variable =
    scope.resolve(node.name) === undefined ? undefined : scope.unit.expression(variableNamed(node), scope);
  const { cls, kind } = scope;
  const perform = (given: Value[], frame: Frame): Eventual => {
    if (kind === 'function' && cls?.privates.has(node.name) === true && frame.self instanceof Instance) {
      const own = cls.methods
        .get(node.name)
        ?.find(({ least, most }) => least <= given.length && given.length <= most);
      if (own !== undefined) return runMethod(own.run, frame.self, node.name, given, frame);
    }
    const target = variable?.(frame);
    if (target !== undefined && !(target instanceof Promise) && !isShadowed(target, node, given, frame))
      return callValue(target, given, frame);
    if (imported !== undefined && findMethod(frame.self, node.name, given) === undefined)
      return invokeStatic(imported.cls, imported.member, given, frame);
    return callByName(node, given, frame);
  };
  const imported = variable === undefined ? scope.unit.staticImport(node.name) : undefined;
  const { start } = node;
  return (frame) => {
    try {
      const given = args(frame);
      const result =
        given instanceof Promise ? given.then((all) => perform(all, frame)) : perform(given, frame);
      return result instanceof Promise ? located(result, start) : result;
    } catch (error) {
      return locate(error, start);
    }
  };
}

function variableNamed({ name, start, end }: CallNode): Expression {
  return { kind: 'variable', name, start, end };
}

/** A variable that holds no closure does not stand in front of a function or step of its name. */
function isShadowed(target: Value, node: CallNode, args: Args, frame: Frame): boolean {
  if (isClosure(target)) return false;
  return (
    target === null ||
    findMethod(target, 'call', args) === undefined ||
    findMethod(frame.self, node.name, args) !== undefined
  );
}
