import { classCalled, known } from '../value/classes.ts';
import { GroovyClosure } from '../value/closure.ts';
import { JavaArray, TypedMap } from '../value/collections.ts';
import { Throwable } from '../value/instance.ts';
import { GroovyClass, GroovyObject } from '../value/object.ts';
import type { Closure, HostObject, Thrown, Value } from '../value/value.ts';

const classes = {
  NullObject: known('NullObject'),
  String: known('String'),
  Integer: known('Integer'),
  Long: known('Long'),
  BigDecimal: known('BigDecimal'),
  Boolean: known('Boolean'),
  ArrayList: known('ArrayList'),
  LinkedHashMap: known('LinkedHashMap'),
  Closure: known('Closure'),
};

/** The class that a value is an instance of. */
export function classOf(value: Value): GroovyClass {
  const plain = plainClass(value);
  if (plain !== undefined) return plain;
  if (value === null) return classes.NullObject;
  if (value instanceof GroovyObject || value instanceof Throwable || value instanceof GroovyClosure)
    return value.cls;
  const foreign = value as Closure | HostObject | Thrown;
  if (foreign.kind === 'closure') return classes.Closure;
  return foreign.kind === 'thrown' ? exceptionClass(foreign.typeName) : hostClass(foreign.typeName);
}

/** The class of a text, a number, a boolean, a list or a map, which nothing else answers for; undefined for other values. */
export function plainClass(value: Value): GroovyClass | undefined {
  switch (typeof value) {
    case 'string':
      return classes.String;
    case 'number':
      return numberClass(value);
    case 'bigint':
      return classes.Long;
    case 'boolean':
      return classes.Boolean;
  }
  if (value instanceof Map) return value instanceof TypedMap ? value.cls : classes.LinkedHashMap;
  if (!Array.isArray(value)) return undefined;
  return value instanceof JavaArray ? value.cls : (listClasses.get(value) ?? classes.ArrayList);
}

/** Lists that are no ArrayList, such as a LinkedList. */
export const listClasses: WeakMap<Value[], GroovyClass> = new WeakMap();

/** A number of the host's may be one that a script would not make. */
function numberClass(value: number): GroovyClass {
  if (Number.isInteger(value)) return value === (value | 0) ? classes.Integer : classes.Long;
  return classes.BigDecimal;
}

const hostClasses = new Map<string, GroovyClass>();

function hostClass(typeName: string): GroovyClass {
  let found = hostClasses.get(typeName);
  if (found === undefined) {
    found = new GroovyClass(typeName, known('Object'));
    hostClasses.set(typeName, found);
  }
  return found;
}

/** The class of an exception that is known by its short name; one of no known name is an Exception. */
export function exceptionClass(typeName: string): GroovyClass {
  const short = typeName.slice(typeName.lastIndexOf('.') + 1);
  const found = classCalled(short);
  if (found?.isA(known('Throwable')) === true) return found;
  let made = hostClasses.get(`!${typeName}`);
  if (made === undefined) {
    made = new GroovyClass(typeName, known('Exception'));
    hostClasses.set(`!${typeName}`, made);
  }
  return made;
}

export function isInstance(value: Value, cls: GroovyClass): boolean {
  return value !== null && classOf(value).isA(cls);
}

export function isClosure(value: Value | undefined): value is Closure {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof Map)
    return false;
  return value.kind === 'closure';
}
