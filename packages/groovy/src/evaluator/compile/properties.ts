import type { Expression, IndexNode, PropertyNode } from '../../ast/expression.ts';
import { drive, whenKnown } from '../core/eventual.ts';
import { refuse } from '../core/fail.ts';
import { fieldsOf } from '../core/fields.ts';
import { instanceIn } from '../core/outer.ts';
import { getByKey, getAttribute, getProperty, missingProperty } from '../core/properties.ts';
import { itemsIn, mapEntries } from '../core/iterate.ts';
import { invokeMethod, isHostObject } from '../core/invoke.ts';
import { mapGet } from '../core/maps.ts';
import { textOf } from '../core/text.ts';
import { TypedMap } from '../value/collections.ts';
import { ScriptClass } from '../value/instance.ts';
import { GroovyClass } from '../value/object.ts';
import { GString } from '../value/text-values.ts';
import type { Eventual, Value } from '../value/value.ts';
import { locate, located } from './errors.ts';
import { type Code, type Frame, instant, isInstant } from './frame.ts';
import type { Scope } from './scope.ts';

/** `a.b`, `a?.b`, `a*.b`, `a.@b` */
export function compileProperty(node: PropertyNode, scope: Scope): Code {
  const cls = classAt(node, scope);
  if (cls !== undefined) return instant(() => cls);
  const { start } = node;
  if (node.object.kind === 'variable' && node.object.name === 'super')
    return compileSuperProperty(node, scope);
  if (node.name === 'this' && node.object.kind === 'variable') {
    const around = scope.unit.resolveClass(node.object.name);
    if (around instanceof ScriptClass)
      return (frame) => instanceIn(around, frame.self) ?? missingProperty(around, 'this');
  }
  const object = scope.unit.expression(node.object, scope);
  const read = compileRead(node, scope);
  return (frame) => {
    try {
      const value = object(frame);
      if (value instanceof Promise) return readLater(value, read, frame, start);
      const result = read(value, frame);
      return result instanceof Promise ? located(result, start) : result;
    } catch (error) {
      return locate(error, start);
    }
  };
}

function readLater(
  value: Promise<Value>,
  read: (value: Value, frame: Frame) => Eventual,
  frame: Frame,
  start: number,
): Eventual {
  return located(
    value.then((later) => read(later, frame)),
    start,
  );
}

function compileRead(node: PropertyNode, scope: Scope): (value: Value, frame: Frame) => Eventual {
  const nameCode =
    node.dynamicName === undefined ? undefined : scope.unit.expression(node.dynamicName, scope);
  const own = scope.cls;
  const one = (value: Value, name: string, frame: Frame): Eventual => {
    if (value === null && node.safe) return null;
    if (node.attribute) return getAttribute(value, name, frame);
    if (value === frame.self && own !== undefined) {
      const field = fieldsOf(value)?.get(name);
      // Inside of the class, `this.x` is the field, not its getter.
      if (field !== undefined) return field;
    }
    return getProperty(value, name, frame);
  };
  const every = (value: Value, name: string, frame: Frame): Eventual => {
    if (value === null) return null;
    const items = value instanceof Map ? mapEntries(value) : (itemsIn(value, frame) ?? [value]);
    return drive(
      (function* () {
        const values: Value[] = [];
        for (const item of items) values.push(item === null ? null : yield one(item, name, frame));
        return values;
      })(),
    );
  };
  const read = node.spread ? every : one;
  if (nameCode === undefined) return (value, frame) => read(value, node.name, frame);
  return (value, frame) => whenKnown(nameCode(frame), (name) => read(value, textOf(name, frame), frame));
}

function compileSuperProperty({ name }: PropertyNode, scope: Scope): Code {
  return (frame) => {
    const above = scope.cls?.superclass;
    const getter = above?.find(`get${name.charAt(0).toUpperCase()}${name.slice(1)}`, 0);
    return getter === undefined
      ? getAttribute(frame.self, name, frame)
      : getter(frame.self as never, [], frame);
  };
}

/** The class that a dotted name means, such as `java.util.UUID`; a forbidden package's is refused when it runs. */
function classAt(node: Expression, scope: Scope): GroovyClass | undefined {
  const path = pathOf(node);
  if (
    path === undefined ||
    scope.resolve(path.slice(0, Math.max(path.indexOf('.'), 0)) || path) !== undefined
  )
    return undefined;
  const cls = scope.unit.resolveClass(path);
  if (cls !== undefined) return cls;
  return path.endsWith('.class') ? scope.unit.resolveClass(path.slice(0, -'.class'.length)) : undefined;
}

function pathOf(node: Expression): string | undefined {
  if (node.kind === 'variable') return node.name;
  if (
    node.kind !== 'property' ||
    node.safe ||
    node.spread ||
    node.attribute ||
    node.dynamicName !== undefined
  )
    return undefined;
  const path = pathOf(node.object);
  return path === undefined ? undefined : `${path}.${node.name}`;
}

/** `object[index]` */
export function compileIndex(node: IndexNode, scope: Scope): Code {
  const object = scope.unit.expression(node.object, scope);
  const index = scope.unit.expression(node.index, scope);
  const { start } = node;
  const apply = (value: Value, key: Value, frame: Frame): Eventual => {
    try {
      return located(getAt(value, key, frame), start);
    } catch (error) {
      return locate(error, start);
    }
  };
  if (isInstant(index)) {
    return (frame) => {
      const value = object(frame);
      if (value instanceof Promise) return value.then((later) => apply(later, index(frame) as Value, frame));
      const key = index(frame) as Value;
      if (typeof key === 'number' && Array.isArray(value)) {
        const item = value[key];
        if (item !== undefined) return item;
      }
      return apply(value, key, frame);
    };
  }
  return (frame) =>
    whenKnown(object(frame), (value) => whenKnown(index(frame), (key) => apply(value, key, frame)));
}

/** Reads `value[key]`. */
export function getAt(value: Value, key: Value, frame: Frame): Eventual {
  if (value instanceof Map && !(value instanceof TypedMap))
    return mapGet(value, key instanceof GString ? textOf(key, frame) : key) ?? null;
  if (isHostObject(value)) return getByKey(value, key, frame);
  if (value instanceof GroovyClass) {
    if (value.forbidden) refuse(`staticField ${value.name} ${textOf(key, frame)}`);
    if (value instanceof ScriptClass || typeof key === 'string')
      return getProperty(value, textOf(key, frame), frame);
  }
  return invokeMethod(value, 'getAt', [key], frame);
}
