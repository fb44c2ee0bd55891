import { known } from '../value/classes.ts';
import { GroovySet, JavaArray, javaArray, type Order, TypedMap } from '../value/collections.ts';
import type { GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';
import { ScriptClass } from '../value/instance.ts';
import { listClasses } from './class-of.ts';
import { addToSet, entriesOf, mapPut } from './maps.ts';

const orders: ReadonlyMap<string, Order> = new Map<string, Order>([
  ['HashSet', 'hash'],
  ['TreeSet', 'sorted'],
  ['SortedSet', 'sorted'],
  ['HashMap', 'hash'],
  ['Hashtable', 'hash'],
  ['Properties', 'hash'],
  ['ConcurrentHashMap', 'hash'],
  ['TreeMap', 'sorted'],
  ['SortedMap', 'sorted'],
]);

const implementations: ReadonlyMap<string, string> = new Map<string, string>([
  ['Collection', 'ArrayList'],
  ['Iterable', 'ArrayList'],
  ['List', 'ArrayList'],
  ['Set', 'LinkedHashSet'],
  ['SortedSet', 'TreeSet'],
  ['Queue', 'LinkedList'],
  ['Deque', 'LinkedList'],
  ['Map', 'LinkedHashMap'],
  ['SortedMap', 'TreeMap'],
]);

/** A collection or map of a class with these items; undefined when the class is none. */
export function makeCollection(
  cls: GroovyClass,
  from: readonly Value[] | Map<Value, Value>,
): Value | undefined {
  const implementation = cls instanceof ScriptClass ? undefined : implementations.get(cls.simpleName);
  const actual = implementation === undefined ? cls : known(implementation);
  if (actual.isA(known('Map'))) return makeMap(actual, from instanceof Map ? from : new Map());
  const items = from instanceof Map ? [] : from;
  if (actual.isA(known('Set'))) return makeSet(items, actual);
  if (!actual.isA(known('Collection')) || actual.isInterface) return undefined;
  return makeList(items, actual);
}

export function makeList(items: Iterable<Value>, cls: GroovyClass = known('ArrayList')): Value[] {
  const list = [...items];
  if (cls !== known('ArrayList')) listClasses.set(list, cls);
  return list;
}

export function makeSet(items: Iterable<Value>, cls: GroovyClass = known('LinkedHashSet')): GroovySet {
  const set = new GroovySet(cls, orders.get(cls.simpleName) ?? 'linked');
  for (const item of items) addToSet(set, item);
  return set;
}

export function makeMap(cls: GroovyClass, from: Map<Value, Value>): Map<Value, Value> {
  const map = new TypedMap();
  map.cls = cls;
  map.order = orders.get(cls.simpleName) ?? 'linked';
  if (cls.simpleName === 'HashMap' && from.size > 0) map.capacity = capacityFor(from.size / 0.75 + 1);
  for (const [key, value] of entriesOf(from)) mapPut(map, key, value);
  return map;
}

/** The power of 2 that a java.util.HashMap takes for so many buckets. */
function capacityFor(buckets: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(Math.floor(buckets), 1)));
}

/** An empty collection of the kind that a method of this one gives: a set's is a set. */
export function similar(value: Value, items: Iterable<Value>): Value {
  if (value instanceof JavaArray) return javaArray(items, value.element);
  if (!(value instanceof GroovySet)) return [...items];
  const set = makeSet(items, value.cls === known('TreeSet') ? value.cls : known('LinkedHashSet'));
  set.items.comparator = value.items.comparator;
  return set;
}
