import { type GroovySet, TypedMap } from '../value/collections.ts';
import { GroovyClass } from '../value/object.ts';
import { protocol } from '../value/protocol.ts';
import type { Value } from '../value/value.ts';
import { isClosure } from './class-of.ts';
import { compareFor } from './ordering.ts';
import { fail } from './fail.ts';
import { hashOf } from './hash.ts';

/** The most entries of a map and items of a list that a script may make. */
export const mostItems = 10_000_000;

/** Throws OutOfMemoryError for a collection of so many items. */
export function checkCount(count: number): void {
  if (count > mostItems) fail('OutOfMemoryError', `a collection of more than ${mostItems} items`);
}

/** `list.splice(at, 0, ...items)` for any number of items: JavaScript's stack holds the arguments of a call. */
export function insertAll(list: Value[], at: number, items: readonly Value[]): void {
  checkCount(list.length + items.length);
  const tail = list.slice(at);
  list.length = at;
  for (const item of items) list.push(item);
  for (const item of tail) list.push(item);
}

/** The keys of a map that are equal by their content, by hash code; made when such a key is first looked for. */
const indexes = new WeakMap<Map<Value, Value>, Map<number, Value[]>>();

export function mapGet(map: Map<Value, Value>, key: Value): Value | undefined {
  return map.get(isPlain(key) ? key : actualKey(map, key));
}

export function mapHas(map: Map<Value, Value>, key: Value): boolean {
  return map.has(isPlain(key) ? key : actualKey(map, key));
}

export function mapPut(map: Map<Value, Value>, key: Value, value: Value): void {
  if (map instanceof TypedMap && map.frozen) unmodifiable();
  const { size } = map;
  if (isPlain(key)) map.set(key, value);
  else {
    const actual = actualKey(map, key);
    if (actual === key && !map.has(key)) remember(indexOf(map), key);
    map.set(actual, value);
  }
  if (map.size !== size && map instanceof TypedMap) grow(map);
  if (map.size > mostItems) fail('OutOfMemoryError', `a map of more than ${mostItems} entries`);
}

export function mapDelete(map: Map<Value, Value>, key: Value): boolean {
  if (map instanceof TypedMap && map.frozen) unmodifiable();
  const actual = isPlain(key) ? key : actualKey(map, key);
  if (!isPlain(key)) forget(map, actual);
  const deleted = map.delete(actual);
  if (deleted && map instanceof TypedMap && map.ordered !== undefined)
    map.ordered.splice(map.ordered.indexOf(actual), 1);
  return deleted;
}

export function mapClear(map: Map<Value, Value>): void {
  if (map instanceof TypedMap && map.frozen) unmodifiable();
  indexes.delete(map);
  if (map instanceof TypedMap) map.ordered = undefined;
  map.clear();
}

export function unmodifiable(): never {
  return fail('UnsupportedOperationException', 'the collection cannot be changed: change a copy of it');
}

/** What a new entry does to a map that keeps an order of its own. */
function grow(map: TypedMap): void {
  map.ordered = undefined;
  // As a java.util.HashMap, which never shrinks.
  while (map.size > map.capacity * 0.75) map.capacity *= 2;
}

/** The entries in the order of the map's class. */
export function entriesOf(map: Map<Value, Value>): [Value, Value][] {
  if (!(map instanceof TypedMap) || map.order === 'linked') return [...map];
  if (map.ordered?.length !== map.size) map.ordered = orderedKeys(map);
  return map.ordered.map((key) => [key, map.get(key) ?? null]);
}

function orderedKeys(map: TypedMap): Value[] {
  const keys = [...map.keys()];
  return map.order === 'hash' ? inHashOrder(keys, map.capacity) : keys.sort(compareFor(map.comparator));
}

export function itemsOfSet(set: GroovySet): Value[] {
  return entriesOf(set.items).map(([key]) => key);
}

export function addToSet(set: GroovySet, item: Value): boolean {
  if (mapHas(set.items, item)) return false;
  mapPut(set.items, item, item);
  return true;
}

/** As a java.util.HashMap of so many buckets gives its keys: by bucket, then as put in. */
function inHashOrder(keys: readonly Value[], capacity: number): Value[] {
  const placed = keys.map((key) => {
    const hash = hashOf(key);
    return { key, bucket: (hash ^ (hash >>> 16)) & (capacity - 1) };
  });
  return placed.sort((left, right) => left.bucket - right.bucket).map(({ key }) => key);
}

/** Whether JavaScript's own comparison of the key is Groovy's. */
function isPlain(key: Value): boolean {
  return typeof key !== 'object' || key === null || key instanceof GroovyClass || isClosure(key);
}

function actualKey(map: Map<Value, Value>, key: Value): Value {
  return (
    indexOf(map)
      .get(hashOf(key))
      ?.find((each) => protocol.areSame(each, key)) ?? key
  );
}

function indexOf(map: Map<Value, Value>): Map<number, Value[]> {
  let index = indexes.get(map);
  if (index === undefined) {
    index = new Map();
    for (const key of map.keys()) if (!isPlain(key)) remember(index, key);
    indexes.set(map, index);
  }
  return index;
}

function forget(map: Map<Value, Value>, key: Value): void {
  const hash = hashOf(key);
  const index = indexes.get(map);
  const left = index?.get(hash)?.filter((each) => each !== key) ?? [];
  if (left.length === 0) index?.delete(hash);
  else index?.set(hash, left);
}

function remember(index: Map<number, Value[]>, key: Value): void {
  const hash = hashOf(key);
  const keys = index.get(hash);
  if (keys === undefined) index.set(hash, [key]);
  else keys.push(key);
}
