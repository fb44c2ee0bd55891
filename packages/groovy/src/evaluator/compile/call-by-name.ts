import type { CallNode } from '../../ast/expression.ts';
import { eventuallyFromHost, hostArguments } from '../core/boundary.ts';
import { classOf, isClosure } from '../core/class-of.ts';
import { orElse } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { fieldsOf } from '../core/fields.ts';
import {
  callValue,
  describeArguments,
  findMethod,
  invokeMethod,
  invokeCategory,
  invokeStatic,
  isHostObject,
  missingMethod,
  runMethod,
} from '../core/invoke.ts';
import { outerOf } from '../core/outer.ts';
import { textOf } from '../core/text.ts';
import { format } from '../format/format.ts';
import { known } from '../value/classes.ts';
import { DELEGATE_FIRST, DELEGATE_ONLY, type GroovyClosure, OWNER_ONLY, TO_SELF } from '../value/closure.ts';
import { ScriptClass, ScriptObject } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import { GroovyClass } from '../value/object.ts';
import type { Eventual, Value } from '../value/value.ts';
import { type Frame } from './frame.ts';
import { isClosureValue } from './variables.ts';

/** A call without receiver that no variable answers: the closure's owner and delegate, the script, the host. */
export function callByName(node: CallNode, args: Value[], frame: Frame): Eventual {
  const onSelf = (): Eventual => callOnSelf(frame.self, node, args, frame);
  if (frame.closure === undefined) return onSelf();
  return orElse(callFromClosure(frame.closure, node, args, frame), onSelf);
}

/** The closure's delegates; undefined when none of them has the method. */
function callFromClosure(
  closure: GroovyClosure,
  node: CallNode,
  args: Value[],
  frame: Frame,
): Eventual | undefined {
  const { owner, delegate, resolveStrategy } = closure;
  const onDelegate = (): Eventual | undefined =>
    delegate === owner ? undefined : tryCall(delegate, node, args, frame);
  const onOwner = (): Eventual | undefined =>
    isClosureValue(owner) ? callFromClosure(owner, node, args, frame) : tryCall(owner, node, args, frame);
  if (resolveStrategy === DELEGATE_FIRST) return orElse(onDelegate(), onOwner);
  if (resolveStrategy === DELEGATE_ONLY) return onDelegate();
  if (resolveStrategy === OWNER_ONLY) return onOwner();
  return resolveStrategy === TO_SELF ? undefined : orElse(onOwner(), onDelegate);
}

/** The call on a value that may have the method; undefined when it has not. */
function tryCall(target: Value, node: CallNode, args: Value[], frame: Frame): Eventual | undefined {
  const { name } = node;
  if (target === null) return undefined;
  const extended = frame.categories === undefined ? undefined : invokeCategory(target, name, args, frame);
  if (extended !== undefined) return extended;
  if (target instanceof ScriptObject) {
    const functions = target.findFunction(name);
    if (functions?.accepts(args) === true) return functions.call(target, args, frame);
    return undefined;
  }
  if (isHostObject(target)) {
    const answer = target.callMethod?.(name, hostArguments(args, node.named.length > 0, frame), node);
    return answer === undefined ? undefined : eventuallyFromHost(answer);
  }
  if (target instanceof GroovyClass)
    return target.findStatic(name, args.length) === undefined
      ? undefined
      : invokeStatic(target, name, args, frame);
  const field = fieldsOf(target)?.get(name);
  if (field !== undefined && isClosure(field)) return callValue(field, args, frame);
  const method = findMethod(target, name, args);
  if (method !== undefined) return runMethod(method, target, name, args, frame);
  const cls = classOf(target);
  if (
    cls instanceof ScriptClass &&
    (cls.findStatic(name, args.length) !== undefined || cls.find('methodMissing', 2) !== undefined)
  )
    return invokeMethod(target, name, args, frame);
  return undefined;
}

function formatArguments(args: readonly Value[]): readonly Value[] {
  const [, second] = args;
  return args.length === 2 && Array.isArray(second) ? second : args.slice(1);
}

/** Methods of every object that mean what they say when they are called without receiver. */
const printers: ReadonlySet<string> = new Set(['println', 'print', 'printf', 'sleep']);

function callOnSelf(self: Value, node: CallNode, args: Value[], frame: Frame): Eventual {
  if (self instanceof ScriptObject) return callOnScript(self, node, args, frame);
  const result = orElse(tryCall(self, node, args, frame), () => callOnOuter(self, node, args, frame));
  if (result !== undefined) return result;
  if (printers.has(node.name) || self === null) return callHost(node, args, frame);
  if (self instanceof GroovyClass) return invokeStatic(self, node.name, args, frame);
  return missingMethod(self, node.name, args, frame);
}

function callOnOuter(self: Value, node: CallNode, args: Value[], frame: Frame): Eventual | undefined {
  for (let at = outerOf(self); at !== undefined; at = outerOf(at)) {
    if (at instanceof ScriptObject) return callOnScript(at, node, args, frame);
    const result = tryCall(at, node, args, frame);
    if (result !== undefined) return result;
    if (at instanceof GroovyClass && outerOf(at) === undefined && !printers.has(node.name))
      return invokeStatic(at, node.name, args, frame);
  }
  return undefined;
}

export function callOnScript(script: ScriptObject, node: CallNode, args: Value[], frame: Frame): Eventual {
  const { name } = node;
  const functions = script.findFunction(name);
  if (functions?.accepts(args) === true) return functions.call(script, args, frame);
  const field = script.fields.get(name)?.value;
  if (field !== undefined && isClosure(field)) return callValue(field, args, frame);
  const own = known('Script')
    .methods.get(name)
    ?.find(({ least, most }) => least <= args.length && args.length <= most);
  if (own !== undefined) return runMethod(own.run, script, name, args, frame);
  const variable = frame.host.getVariable(name);
  if (variable !== undefined && variable !== null) {
    if (isClosure(variable)) return callValue(variable, args, frame);
    if (isHostObject(variable)) {
      const answer = variable.callMethod?.('call', hostArguments(args, node.named.length > 0, frame), node);
      if (answer !== undefined) return eventuallyFromHost(answer);
    }
  }
  if (functions !== undefined) return functions.call(script, args, frame);
  return callHost(node, args, frame);
}

function callHost(node: CallNode, args: Value[], context: Context): Eventual {
  if (args.length > 1 && (node.name === 'println' || node.name === 'print'))
    return fail(
      'MissingMethodException',
      `No signature of method: WorkflowScript.${node.name}() is applicable for argument types: ${describeArguments(args, context)}`,
    );
  if (node.name === 'printf')
    return callHost(
      { ...node, name: 'print' },
      [format(textOf(args[0] ?? null, context), formatArguments(args), context)],
      context,
    );
  const given = hostArguments(args, node.named.length > 0, context);
  if (context.script.unwaiting > 0 && !printers.has(node.name))
    fail(
      'UnsupportedOperationException',
      `${node.name} is a step and cannot be called while something is compared or written as text`,
    );
  return eventuallyFromHost(context.host.callMethod(node.name, given, node));
}
