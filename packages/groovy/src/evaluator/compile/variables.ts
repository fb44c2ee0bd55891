import type { VariableNode } from '../../ast/expression.ts';
import { fromHost } from '../core/boundary.ts';
import { orElse, whenKnown } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { fieldsOf } from '../core/fields.ts';
import { findProperty, getProperty, missingProperty, setProperty } from '../core/properties.ts';
import { outerOf } from '../core/outer.ts';
import { primitiveType } from '../core/types.ts';
import { DELEGATE_FIRST, DELEGATE_ONLY, type GroovyClosure, OWNER_ONLY, TO_SELF } from '../value/closure.ts';
import { type Box, ScriptClass, ScriptObject } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import type { Eventual, Value } from '../value/value.ts';
import { locate } from './errors.ts';
import { type Code, type Frame, instant } from './frame.ts';
import type { Scope, TopVariable, Variable } from './scope.ts';

/** Reads a name. */
export function compileVariable(node: VariableNode, scope: Scope): Code {
  const { name, start } = node;
  if (name === 'this') return instant((frame) => frame.self);
  if (name === 'super') return instant((frame) => frame.self);
  const variable = scope.resolve(name);
  if (variable !== undefined) return readerOf(variable);
  if (scope.kind === 'closure' && (name === 'owner' || name === 'delegate')) {
    return instant((frame) => frame.closure?.[name] ?? null);
  }
  // Of the class itself: an inherited field is read by its getter, if there is one.
  const field = scope.cls?.fields.get(name);
  if (field !== undefined && !field.isStatic && !scope.isStatic && scope.kind === 'function')
    return instant((frame) => fieldsOf(frame.self)?.get(name) ?? null);
  const imported = scope.unit.staticImport(name);
  if (imported !== undefined) return (frame) => getProperty(imported.cls, imported.member, frame);
  const cls = scope.unit.resolveClass(name) ?? primitiveType(name, 0)?.cls;
  if (cls !== undefined) return instant(() => cls);
  return (frame) => {
    try {
      return readName(name, frame);
    } catch (error) {
      return locate(error, start);
    }
  };
}

function readerOf(variable: Variable | TopVariable): Code {
  if ('box' in variable) {
    const { box } = variable;
    return instant(() => box.value);
  }
  const { slot, boxed } = variable;
  if (boxed) return instant((frame) => (frame.slots[slot] as Box).value);
  return instant((frame) => frame.slots[slot] as Value);
}

/** A name that no `def` around declares: a property of the closure's owner or delegate, or of the script. */
function readName(name: string, frame: Frame): Eventual {
  const value =
    frame.closure === undefined
      ? selfProperty(frame.self, name, frame)
      : closureProperty(frame.closure, name, frame);
  return orElse(value, () => outerProperty(frame.self, name, frame));
}

/** A name that no class around a static one has either is missing in the outermost one, as in Groovy. */
function outerProperty(self: Value, name: string, context: Context): Eventual {
  let holder = self;
  for (let at = outerOf(self); at !== undefined; at = outerOf(at)) {
    const value = selfProperty(at, name, context);
    if (value !== undefined) return value;
    if (at instanceof ScriptClass) holder = at;
  }
  return missingProperty(holder, name);
}

function closureProperty(closure: GroovyClosure, name: string, context: Context): Eventual | undefined {
  const { owner, delegate, resolveStrategy } = closure;
  const fromOwner = (): Eventual | undefined =>
    isClosureValue(owner) ? closureProperty(owner, name, context) : selfProperty(owner, name, context);
  const fromDelegate = (): Eventual | undefined =>
    delegate === owner || delegate === null ? undefined : findProperty(delegate, name, context);
  if (resolveStrategy === DELEGATE_FIRST) return orElse(fromDelegate(), fromOwner);
  if (resolveStrategy === DELEGATE_ONLY) return delegate === owner ? fromOwner() : fromDelegate();
  if (resolveStrategy === OWNER_ONLY) return fromOwner();
  return resolveStrategy === TO_SELF ? undefined : orElse(fromOwner(), fromDelegate);
}

export function isClosureValue(value: Value): value is GroovyClosure {
  return (
    value !== null &&
    typeof value === 'object' &&
    'kind' in value &&
    value.kind === 'closure' &&
    'resolveStrategy' in value
  );
}

function selfProperty(self: Value, name: string, context: Context): Eventual | undefined {
  if (self instanceof ScriptObject || self === null) {
    if (self === null) {
      const value = context.host.getVariable(name);
      return value === undefined ? undefined : fromHost(value);
    }
    return findProperty(self, name, context);
  }
  return findProperty(self, name, context);
}

/** Sets a name. */
export function compileSetVariable(
  name: string,
  scope: Scope,
  start: number,
): (value: Value, frame: Frame) => Eventual {
  if (name === 'this' || name === 'super') return () => locateFailure(`cannot assign to '${name}'`, start);
  const variable = scope.resolve(name);
  if (variable !== undefined) return writerOf(variable);
  const field = scope.cls?.findField(name);
  if (field !== undefined && scope.kind === 'function') {
    return (value, frame) => {
      const fitted = field.cast === undefined ? value : field.cast(value, frame);
      if (field.isStatic) scope.cls?.holderOf(name)?.staticValues.set(name, fitted);
      else fieldsOf(frame.self)?.set(name, fitted);
      return fitted;
    };
  }
  return (value, frame) => {
    try {
      return whenKnown(setName(name, value, frame), () => value);
    } catch (error) {
      return locate(error, start);
    }
  };
}

function locateFailure(message: string, start: number): never {
  try {
    return fail('GroovyRuntimeException', message);
  } catch (error) {
    return locate(error, start);
  }
}

export function writerOf(variable: Variable | TopVariable): (value: Value, frame: Frame) => Value {
  const { cast } = variable;
  if ('box' in variable) {
    const { box } = variable;
    return (value, frame) => (box.value = cast === undefined ? value : cast(value, frame));
  }
  const { slot, boxed } = variable;
  if (boxed)
    return (value, frame) =>
      ((frame.slots[slot] as Box).value = cast === undefined ? value : cast(value, frame));
  if (cast === undefined) return (value, frame) => (frame.slots[slot] = value);
  return (value, frame) => {
    const fitted = cast(value, frame);
    frame.slots[slot] = fitted;
    return fitted;
  };
}

/** Gives a variable its first value: a new box when closures share it. */
export function initializerOf(variable: Variable | TopVariable): (value: Value, frame: Frame) => Value {
  if ('box' in variable || !variable.boxed) return writerOf(variable);
  const { slot, cast } = variable;
  return (value, frame) => {
    const fitted = cast === undefined ? value : cast(value, frame);
    frame.slots[slot] = { value: fitted };
    return fitted;
  };
}

function setName(name: string, value: Value, frame: Frame): Eventual {
  if (frame.closure !== undefined) return setFromClosure(frame.closure, name, value, frame);
  const { self } = frame;
  let holder = takes(self, name, frame) ? self : outerOf(self);
  while (holder !== undefined && !takes(holder, name, frame)) holder = outerOf(holder);
  return setProperty(holder ?? self, name, value, frame);
}

function setFromClosure(closure: GroovyClosure, name: string, value: Value, context: Context): Eventual {
  const { owner, delegate, resolveStrategy } = closure;
  const toDelegate = resolveStrategy === DELEGATE_FIRST || resolveStrategy === DELEGATE_ONLY;
  if (toDelegate && delegate !== owner && delegate !== null && takes(delegate, name, context))
    return setProperty(delegate, name, value, context);
  if (isClosureValue(owner)) return setFromClosure(owner, name, value, context);
  if (delegate !== owner && delegate !== null && !takes(owner, name, context))
    return setProperty(delegate, name, value, context);
  return setProperty(owner, name, value, context);
}

function takes(target: Value, name: string, context: Context): boolean {
  if (target instanceof ScriptObject || target instanceof Map) return true;
  if (target instanceof ScriptClass) return target.holderOf(name) !== undefined;
  return findProperty(target, name, context) !== undefined;
}
