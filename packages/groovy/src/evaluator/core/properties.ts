import { known } from '../value/classes.ts';
import { GroovyClosure } from '../value/closure.ts';
import { JavaArray, TypedMap } from '../value/collections.ts';
import { Instance, ScriptClass, ScriptObject, Throwable } from '../value/instance.ts';
import type { Context, Method } from '../value/method.ts';
import { GroovyClass } from '../value/object.ts';
import type { Eventual, Value } from '../value/value.ts';
import { fromHost, toHost } from './boundary.ts';
import { isWaiting, onceBegun } from './begin.ts';
import { classOf } from './class-of.ts';
import { drive, orElse } from './eventual.ts';
import { fail, refuse } from './fail.ts';
import { fieldsOf } from './fields.ts';
import { invokeCategory, invokeMethod, isHostObject, runMethod } from './invoke.ts';
import { itemsIn } from './iterate.ts';
import { mapGet, mapPut } from './maps.ts';
import { textOf } from './text.ts';

/** `object.name` */
export function getProperty(object: Value, name: string, context: Context): Eventual {
  const value = findProperty(object, name, context);
  if (value !== undefined) return value;
  const items =
    Array.isArray(object) || classOf(object).isA(known('Collection')) ? itemsIn(object, context) : undefined;
  if (items !== undefined) return spread(items, name, context);
  return missingProperty(object, name);
}

export function missingProperty(object: Value, name: string): never {
  const cls = object instanceof GroovyClass ? object : classOf(object);
  return fail('MissingPropertyException', `No such property: ${name} for class: ${cls.name}`);
}

/** The property, or undefined when there is none. */
export function findProperty(object: Value, name: string, context: Context): Eventual | undefined {
  if (object === null) return fail('NullPointerException', `Cannot get property '${name}' on null object`);
  if (context.categories !== undefined) {
    const value = invokeCategory(object, getterName('get', name), [], context);
    if (value !== undefined) return value;
  }
  if (object instanceof Map) return mapProperty(object, name, context);
  if (isHostObject(object)) {
    const value = object.getProperty(name);
    return value === undefined ? undefined : fromHost(value);
  }
  if (object instanceof GroovyClass) return staticProperty(object, name, context);
  if (name === 'class') return classOf(object);
  if (object instanceof JavaArray && name === 'length') return object.length;
  if (object instanceof ScriptObject) return scriptProperty(object, name, context);
  if (object instanceof GroovyClosure) return closureProperty(object, name, context);
  return beanProperty(object, name, context);
}

function mapProperty(map: Map<Value, Value>, name: string, context: Context): Eventual {
  const value = map.get(name);
  if (value !== undefined) return value;
  return map instanceof TypedMap && map.fallback !== undefined
    ? invokeMethod(map, 'get', [name], context)
    : null;
}

function closureProperty(closure: GroovyClosure, name: string, context: Context): Eventual | undefined {
  if (name === 'directive') return closure.resolveStrategy;
  if (name === 'this' || name === 'thisObject') return closure.self;
  return beanProperty(closure, name, context);
}

function scriptProperty(script: ScriptObject, name: string, context: Context): Eventual | undefined {
  const field = script.fields.get(name);
  if (field !== undefined) return field.value;
  const value = context.host.getVariable(name);
  if (value !== undefined) return fromHost(value);
  const getter = script.findFunction(getterName('get', name));
  if (getter?.accepts([]) === true) return getter.call(script, [], context);
  return name === 'binding' ? invokeMethod(script, 'getBinding', [], context) : undefined;
}

/** A getter, a field, or what `propertyMissing` gives. */
function beanProperty(object: Value, name: string, context: Context): Eventual | undefined {
  const cls = classOf(object);
  const getter = findGetter(cls, name);
  if (
    getter !== undefined &&
    !(object instanceof Instance && object.base !== undefined && !(cls instanceof ScriptClass))
  )
    return runMethod(getter, object, name, [], context);
  const fields = fieldsOf(object);
  const field = fields?.get(name);
  if (field !== undefined) return field;
  if (object instanceof Instance && object.base !== undefined) {
    const inherited = findProperty(object.base, name, context);
    if (
      inherited !== undefined &&
      !(object.base instanceof Map && inherited === null && cls.find('propertyMissing', 1))
    )
      return inherited;
  }
  if (cls instanceof ScriptClass) {
    const value = staticField(cls, name, context);
    if (value !== undefined) return value;
    const missing = cls.find('propertyMissing', 1);
    if (missing !== undefined) return runMethod(missing, object, name, [name], context);
  }
  return undefined;
}

const getters = new WeakMap<GroovyClass, Map<string, Method | null>>();

function findGetter(cls: GroovyClass, name: string): Method | undefined {
  let known = getters.get(cls);
  if (known === undefined) {
    known = new Map();
    getters.set(cls, known);
  }
  let found = known.get(name);
  if (found === undefined) {
    found = cls.find(getterName('get', name), 0) ?? cls.find(getterName('is', name), 0) ?? null;
    known.set(name, found);
  }
  return found ?? undefined;
}

/** `getName` of `name`. */
function getterName(prefix: string, name: string): string {
  return `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function staticField(cls: ScriptClass, name: string, context: Context): Eventual | undefined {
  const holder = cls.holderOf(name);
  if (holder !== undefined) return holder.staticValues.get(name) ?? null;
  const constant = cls.findConstant(name);
  if (constant !== undefined) return constant;
  const getter = cls.findStatic(getterName('get', name), 0);
  return getter === undefined ? undefined : runMethod(getter, cls, name, [], context);
}

function staticProperty(cls: GroovyClass, name: string, context: Context): Eventual | undefined {
  if (name === 'class') return cls;
  if (cls.forbidden) refuse(`staticField ${cls.name} ${name}`);
  if (isWaiting(cls) && hasStatic(cls, name))
    return onceBegun(cls, context, () => getProperty(cls, name, context));
  if (cls instanceof ScriptClass) {
    const value = staticField(cls, name, context);
    if (value !== undefined) return value;
  } else {
    const constant = cls.findConstant(name);
    if (constant !== undefined) return constant;
    const getter = cls.findStatic(getterName('get', name), 0);
    if (getter !== undefined) return runMethod(getter, cls, name, [], context);
  }
  const getter = findGetter(known('Class'), name);
  return getter === undefined ? undefined : runMethod(getter, cls, name, [], context);
}

function hasStatic(cls: GroovyClass, name: string): boolean {
  const isField = cls instanceof ScriptClass && cls.holderOf(name) !== undefined;
  return isField || cls.findStatic(getterName('get', name), 0) !== undefined;
}

function spread(items: readonly Value[], name: string, context: Context): Eventual {
  return drive(
    (function* () {
      const values: Value[] = [];
      for (const item of items) values.push(yield getProperty(item, name, context));
      return values;
    })(),
  );
}

/** `object.name = value` */
export function setProperty(object: Value, name: string, value: Value, context: Context): Eventual {
  if (object === null) return fail('NullPointerException', `Cannot set property '${name}' on null object`);
  if (object instanceof Map) return done(() => mapPut(object, name, value));
  if (isHostObject(object)) {
    if (object.setProperty === undefined)
      return fail(
        'ReadOnlyPropertyException',
        `Cannot set readonly property: ${name} for class: ${object.typeName}`,
      );
    return done(() => object.setProperty?.(name, toHost(value, context)));
  }
  if (object instanceof GroovyClass) return setStatic(object, name, value, context);
  if (object instanceof ScriptObject) return setOnScript(object, name, value, context);
  const cls = classOf(object);
  const setter = cls.find(getterName('set', name), 1);
  if (setter !== undefined) return runMethod(setter, object, name, [value], context);
  const fields = fieldsOf(object);
  if (fields !== undefined && cls instanceof ScriptClass)
    return setField(object, cls, fields, name, value, context);
  if (Array.isArray(object)) {
    return setOnEach(object, name, value, context);
  }
  if (findGetter(cls, name) !== undefined)
    return fail('ReadOnlyPropertyException', `Cannot set readonly property: ${name} for class: ${cls.name}`);
  return missingProperty(object, name);
}

function setOnEach(items: readonly Value[], name: string, value: Value, context: Context): Eventual {
  return drive(
    (function* () {
      for (const item of items) yield setProperty(item, name, value, context);
      return null;
    })(),
  );
}

function setOnScript(script: ScriptObject, name: string, value: Value, context: Context): Eventual {
  const field = script.fields.get(name);
  if (field !== undefined) field.value = value;
  else context.host.setVariable(name, toHost(value, context));
  return null;
}

function setStatic(cls: GroovyClass, name: string, value: Value, context: Context): Eventual {
  if (isWaiting(cls)) return onceBegun(cls, context, () => setStatic(cls, name, value, context));
  const holder = cls instanceof ScriptClass ? cls.holderOf(name) : undefined;
  if (holder !== undefined) {
    const cast = holder.fields.get(name)?.cast;
    holder.staticValues.set(name, cast === undefined ? value : cast(value, context));
    return null;
  }
  const setter = cls.findStatic(getterName('set', name), 1);
  if (setter !== undefined) return runMethod(setter, cls, name, [value], context);
  return missingProperty(cls, name);
}

function setField(
  object: Value,
  cls: ScriptClass,
  fields: Map<string, Value>,
  name: string,
  value: Value,
  context: Context,
): Eventual {
  const info = cls.findField(name);
  if (info !== undefined && !info.isStatic) {
    if (info.isFinal)
      fail('ReadOnlyPropertyException', `Cannot set readonly property: ${name} for class: ${cls.name}`);
    fields.set(name, info.cast === undefined ? value : info.cast(value, context));
    return null;
  }
  if (cls.holderOf(name) !== undefined) return setStatic(cls, name, value, context);
  if (object instanceof Instance && object.base !== undefined)
    return setProperty(object.base, name, value, context);
  const missing = cls.find('propertyMissing', 2);
  if (missing !== undefined) return runMethod(missing, object, name, [name, value], context);
  if (cls.find(getterName('get', name), 0) !== undefined || object instanceof Throwable)
    return fail('ReadOnlyPropertyException', `Cannot set readonly property: ${name} for class: ${cls.name}`);
  return missingProperty(object, name);
}

/** `object.@name`: the field itself. */
export function getAttribute(object: Value, name: string, context: Context): Eventual {
  const field = fieldsOf(object)?.get(name);
  if (field !== undefined) return field;
  if (object instanceof Instance || object instanceof Throwable) {
    const holder = object.cls instanceof ScriptClass ? object.cls.holderOf(name) : undefined;
    if (holder !== undefined) return holder.staticValues.get(name) ?? null;
    return fail('MissingFieldException', `No such field: ${name} for class: ${object.cls.name}`);
  }
  if (object instanceof Map)
    return fail('MissingFieldException', `No such field: ${name} for class: ${classOf(object).name}`);
  return getProperty(object, name, context);
}

export function setAttribute(object: Value, name: string, value: Value, context: Context): Eventual {
  const fields = fieldsOf(object);
  if (fields === undefined) return setProperty(object, name, value, context);
  const cls = classOf(object);
  const info = cls instanceof ScriptClass ? cls.findField(name) : undefined;
  if (info === undefined)
    return fail('MissingFieldException', `No such field: ${name} for class: ${cls.name}`);
  fields.set(name, info.cast === undefined ? value : info.cast(value, context));
  return null;
}

/** `object[key]` where the key is no index: `map[key]`, `object['name']`. */
export function getByKey(object: Value, key: Value, context: Context): Eventual {
  if (object instanceof Map)
    return orElse(mapGet(object, key), () => invokeMethod(object, 'get', [key], context));
  return getProperty(object, textOf(key, context), context);
}

function done(work: () => void): null {
  work();
  return null;
}
