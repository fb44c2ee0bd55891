import type { CallNode } from '../../ast/expression.ts';
import { known } from '../value/classes.ts';
import { GroovyClosure } from '../value/closure.ts';
import { javaArray } from '../value/collections.ts';
import { Instance, ScriptClass, ScriptObject, Throwable } from '../value/instance.ts';
import type { Args, Context, Method } from '../value/method.ts';
import { GroovyClass } from '../value/object.ts';
import { Proxy } from '../value/proxy.ts';
import type { Eventual, HostObject, Value } from '../value/value.ts';
import { eventuallyFromHost, hostArguments, toHost } from './boundary.ts';
import { isWaiting, onceBegun } from './begin.ts';
import { classOf, isClosure } from './class-of.ts';
import { orElse } from './eventual.ts';
import { ArgumentMismatch, fail, refuse } from './fail.ts';
import { fieldsOf } from './fields.ts';
import { textOf } from './text.ts';

/** `receiver.name(args)` for a receiver that is any value. */
export function invokeMethod(receiver: Value, name: string, args: Args, context: Context): Eventual {
  if (receiver === null) return invokeOnNull(name, args, context);
  if (context.categories !== undefined) {
    const result = invokeCategory(receiver, name, args, context);
    if (result !== undefined) return result;
  }
  if (receiver instanceof GroovyClass) return invokeStatic(receiver, name, args, context);
  if (isHostObject(receiver)) return invokeHost(receiver, callNamed(name), args, false, context);
  if (receiver instanceof Proxy && isProxied(receiver, name))
    return invokeProxy(receiver, name, args, context);
  const method = findMethod(receiver, name, args);
  if (method !== undefined) return runMethod(method, receiver, name, args, context);
  return invokeOther(receiver, name, args, context);
}

/** A static function of a category in use, or undefined when none takes the receiver and the arguments. */
export function invokeCategory(
  receiver: Value,
  name: string,
  args: Args,
  context: Context,
): Eventual | undefined {
  const given = [receiver, ...args];
  for (const cls of context.categories?.flatMap(({ line }) => line) ?? []) {
    const functions = cls instanceof ScriptClass ? cls.staticFunctions.get(name) : undefined;
    if (functions?.accepts(given) === true) return functions.call(cls, given, context);
  }
  return undefined;
}

/** A method of the receiver's class, or undefined. */
export function findMethod(receiver: Value, name: string, args: Args): Method | undefined {
  if (receiver instanceof ScriptObject) {
    const functions = receiver.findFunction(name);
    if (functions?.accepts(args) === true)
      return (self, given, context) => functions.call(self, given, context);
  }
  const cls = classOf(receiver);
  if (receiver instanceof Instance && receiver.base !== undefined)
    return baseMethod(receiver, cls, name, args);
  return cls.find(name, args.length);
}

export function runMethod(
  method: Method,
  receiver: Value,
  name: string,
  args: Args,
  context: Context,
): Eventual {
  try {
    return method(receiver as never, args, context);
  } catch (error) {
    if (error instanceof ArgumentMismatch) missingMethod(receiver, name, args, context);
    throw error;
  }
}

/** Calls what must be a closure, or has a method `call`. */
export function callValue(target: Value, args: Args, context: Context): Eventual {
  if (target instanceof GroovyClosure) return target.invoke(args, context);
  if (isClosure(target))
    return eventuallyFromHost(
      target.call(
        args.map((each) => toHost(each, context)),
        { host: context.host },
      ),
    );
  return invokeMethod(target, 'call', args, context);
}

/** A method of the host's object, or a closure among its properties. */
export function invokeHost(
  receiver: HostObject,
  node: CallNode,
  args: Args,
  hasNames: boolean,
  context: Context,
): Eventual {
  const { name } = node;
  const answer = receiver.callMethod?.(name, hostArguments(args, hasNames, context), node);
  if (answer !== undefined) return eventuallyFromHost(answer);
  const property = receiver.getProperty(name);
  if (property !== undefined && isClosure(property)) return callValue(property, args, context);
  const method = classOf(receiver).find(name, args.length);
  if (method !== undefined) return runMethod(method, receiver, name, args, context);
  return missingMethod(receiver, name, args, context);
}

export function isHostObject(value: Value): value is HostObject {
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    !(value instanceof Map) &&
    value.kind === 'object'
  );
}

/** A call for the host that stands nowhere in the source. */
export function callNamed(name: string): CallNode {
  const nowhere = { start: 0, end: 0 };
  return {
    kind: 'call',
    ...nowhere,
    name,
    nameSpan: nowhere,
    safe: false,
    spread: false,
    positional: [],
    named: [],
  };
}

function baseMethod(receiver: Instance, cls: GroovyClass, name: string, args: Args): Method | undefined {
  const own = cls.line.some((each) => each instanceof ScriptClass && each.methods.has(name));
  if (own) return cls.find(name, args.length);
  const { base } = receiver;
  const method = base === undefined ? undefined : findMethod(base, name, args);
  return method === undefined
    ? cls.find(name, args.length)
    : (_, given, context) => method(base as never, given, context);
}

function invokeOnNull(name: string, args: Args, context: Context): Eventual {
  const method = known('NullObject').methods.has(name)
    ? known('NullObject').find(name, args.length)
    : undefined;
  if (method !== undefined) return runMethod(method, null, name, args, context);
  return fail('NullPointerException', `Cannot invoke method ${name}() on null object`);
}

/** Static methods of the class, methods of java.lang.Class, or a closure in a static field. */
export function invokeStatic(cls: GroovyClass, name: string, args: Args, context: Context): Eventual {
  if (cls.forbidden) refuse(`staticMethod ${cls.name} ${name}${argumentTypes(args)}`);
  const own = cls.findStatic(name, args.length);
  const ofClass = own === undefined ? known('Class').find(name, args.length) : undefined;
  if (ofClass === undefined && isWaiting(cls))
    return onceBegun(cls, context, () => invokeStatic(cls, name, args, context));
  const method = own ?? ofClass;
  if (method !== undefined) return runMethod(method, cls, name, args, context);
  const field = cls instanceof ScriptClass ? cls.holderOf(name)?.staticValues.get(name) : undefined;
  if (field !== undefined && isClosure(field)) return callValue(field, args, context);
  if (name === 'call' && cls.construct !== undefined) return cls.construct(args, context, cls);
  const why = `No signature of method: static ${cls.name}.${name}() is applicable for argument types: ${describeArguments(args, context)}`;
  return fail('MissingMethodException', why);
}

/** What has no such method in its class: entries and fields with closures, interfaces made of closures. */
function invokeOther(receiver: Value, name: string, args: Args, context: Context): Eventual {
  if (receiver instanceof Proxy) return invokeProxy(receiver, name, args, context);
  if (receiver instanceof Map) {
    const entry = receiver.get(name);
    if (entry !== undefined && isClosure(entry)) return callValue(entry, args, context);
  }
  const fields = fieldsOf(receiver);
  const field = fields?.get(name);
  if (field !== undefined && field !== null && (isClosure(field) || field instanceof Instance))
    return callValue(field, args, context);
  if (receiver instanceof Instance && receiver.base instanceof Map)
    return invokeOther(receiver.base, name, args, context);
  const cls = classOf(receiver);
  if (cls instanceof ScriptClass) {
    const method = cls.findStatic(name, args.length);
    if (method !== undefined) return runMethod(method, cls, name, args, context);
  }
  const missing = cls.find('methodMissing', 2);
  if (missing !== undefined) return runMethod(missing, receiver, name, [name, asArray(args)], context);
  if (receiver instanceof ScriptObject) {
    const variable = orElse(receiver.fields.get(name)?.value, () => context.host.getVariable(name));
    if (variable !== undefined && isClosure(variable)) return callValue(variable, args, context);
    return eventuallyFromHost(
      context.host.callMethod(name, hostArguments(args, false, context), callNamed(name)),
    );
  }
  return missingMethod(receiver, name, args, context);
}

function asArray(args: Args): Value {
  return javaArray(args, 'Object');
}

/** Whether a call of an interface made of closures is for them. */
function isProxied({ target }: Proxy, name: string): boolean {
  return target instanceof Map ? target.has(name) : !known('Object').methods.has(name);
}

function invokeProxy({ target, cls }: Proxy, name: string, args: Args, context: Context): Eventual {
  if (!(target instanceof Map)) return callValue(target, args, context);
  const method = target.get(name);
  if (method !== undefined && isClosure(method)) return callValue(method, args, context);
  return fail('UnsupportedOperationException', `${cls.name}.${name}() has no closure in the map`);
}

export function missingMethod(receiver: Value, name: string, args: Args, context: Context): never {
  const cls = receiver instanceof GroovyClosure ? 'WorkflowScript$_closure' : classOf(receiver).name;
  return fail(
    'MissingMethodException',
    `No signature of method: ${cls}.${name}() is applicable for argument types: ${describeArguments(args, context)}`,
  );
}

/** ` int java.lang.String`: as the sandbox names the parameters of what it refuses. */
export function argumentTypes(args: Args): string {
  const primitive: Readonly<Record<string, string>> = { Integer: 'int', Boolean: 'boolean', Long: 'long' };
  return args
    .map((each) => {
      const cls = classOf(each);
      return ` ${(Object.hasOwn(primitive, cls.simpleName) ? primitive[cls.simpleName] : undefined) ?? cls.name}`;
    })
    .join('');
}

/** `(java.lang.Integer) values: [1]` */
export function describeArguments(args: Args, context: Context): string {
  const types = args.map((each) => (each === null ? 'null' : classOf(each).name)).join(', ');
  const values = args
    .map((each) => shortened(each instanceof Throwable ? each.typeName : textOf(each, context)))
    .join(', ');
  return `(${types}) values: [${values}]`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
