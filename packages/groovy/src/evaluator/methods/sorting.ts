import { countOf } from '../core/arguments.ts';
import { isClosure } from '../core/class-of.ts';
import { makeMap, similar } from '../core/collections.ts';
import { areEqual, areSame } from '../core/equality.ts';
import { type Task, task } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { callValue, invokeMethod } from '../core/invoke.ts';
import { snapshotOf } from '../core/iterate.ts';
import { entriesOf, mapClear, mapPut, unmodifiable } from '../core/maps.ts';
import { isNumber, toNumber } from '../core/numeric.ts';
import { compareValues } from '../core/ordering.ts';
import { textOf } from '../core/text.ts';
import { isTrue } from '../core/truth.ts';
import { known } from '../value/classes.ts';
import { Entry, JavaArray, javaArray } from '../value/collections.ts';
import type { Context, MethodTable } from '../value/method.ts';
import { Proxy } from '../value/proxy.ts';
import { GString } from '../value/text-values.ts';
import type { Value } from '../value/value.ts';

/** Methods that order and compare the items. */
export const sortingMethods: MethodTable<Value> = {
  'sort 0 2': task(function* (self, args, context) {
    const closure = args.find((each) => typeof each !== 'boolean');
    const mutate = args[0] !== false;
    if (self instanceof Map) return yield* sortMap(self, closure, context);
    const sorted = yield* sort(snapshotOf(self, context), closure, context);
    // As Java's own List.sort, which is void.
    if (closure instanceof Proxy && Array.isArray(self) && !(self instanceof JavaArray)) {
      replaceAll(self, sorted);
      return null;
    }
    if (self instanceof JavaArray) return sortedArray(self, sorted, closure === undefined && mutate);
    return mutate && Array.isArray(self) ? replaceAll(self, sorted) : sorted;
  }),
  'toSorted 0 1': task(function* (self, [closure], context) {
    if (self instanceof Map)
      return new Map(entriesOf((yield* sortMap(self, closure, context)) as Map<Value, Value>));
    const sorted = yield* sort(snapshotOf(self, context), closure, context);
    return self instanceof JavaArray ? javaArray(sorted, self.element) : sorted;
  }),
  'min 0 1': task(function* (self, [closure], context) {
    return yield* extreme(self, closure, -1, context);
  }),
  'max 0 1': task(function* (self, [closure], context) {
    return yield* extreme(self, closure, 1, context);
  }),
  'unique 0 2': task(function* (self, args, context) {
    const closure = args.find((each) => typeof each !== 'boolean');
    const kept = yield* unique(snapshotOf(self, context), closure, context);
    return args[0] !== false && Array.isArray(self) ? replaceAll(self, kept) : similar(self, kept);
  }),
  'toUnique 0 1': task(function* (self, [closure], context) {
    return similar(self, yield* unique(snapshotOf(self, context), closure, context));
  }),
};

/** An array stays one; by a closure a new one of objects is made. */
function sortedArray(array: JavaArray, sorted: readonly Value[], inPlace: boolean): Value {
  if (!inPlace) return javaArray(sorted, 'Object');
  for (const [index, item] of sorted.entries()) array[index] = item;
  return array;
}

/** Puts other items into a list. */
export function replaceAll(list: Value[], items: readonly Value[]): Value[] {
  if (Object.isFrozen(list)) unmodifiable();
  list.length = 0;
  for (const item of items) list.push(item);
  return list;
}

function* compareBy(closure: Value | undefined, left: Value, right: Value, context: Context): Task<number> {
  if (closure === undefined || closure === null) return compareValues(left, right, context);
  if (!isClosure(closure)) return toNumber(yield invokeMethod(closure, 'compare', [left, right], context));
  if (countOf(closure) === 2) {
    const order = yield callValue(closure, [left, right], context);
    return isNumber(order) ? toNumber(order) : isTrue(order, context) ? 1 : 0;
  }
  const a = yield callValue(closure, [left], context);
  return compareValues(a, yield callValue(closure, [right], context), context);
}

/** A stable merge sort whose comparisons may call steps. */
export function* sort(items: Value[], closure: Value | undefined, context: Context): Task<Value[]> {
  if (items.length < 2) return items;
  const middle = items.length >> 1;
  const left = yield* sort(items.slice(0, middle), closure, context);
  const right = yield* sort(items.slice(middle), closure, context);
  const merged: Value[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const order = yield* compareBy(closure, left[i] ?? null, right[j] ?? null, context);
    merged.push((order <= 0 ? left[i++] : right[j++]) ?? null);
  }
  while (i < left.length) merged.push(left[i++] ?? null);
  while (j < right.length) merged.push(right[j++] ?? null);
  return merged;
}

function* sortMap(map: Map<Value, Value>, closure: Value | undefined, context: Context): Task<Value> {
  const entries = [...map].map(([key, value]) => new Entry(key, value));
  const byKey = closure === undefined;
  const order = byKey ? entries.map(({ key }) => key) : entries;
  const sorted = yield* sort(order, closure, context);
  const result = byKey ? makeMap(known('TreeMap'), new Map()) : new Map<Value, Value>();
  mapClear(result);
  for (const item of sorted) {
    const entry = item instanceof Entry ? item : entries.find(({ key }) => key === item);
    if (entry !== undefined) mapPut(result, entry.key, entry.value);
  }
  return result;
}

function* extreme(self: Value, closure: Value | undefined, sign: 1 | -1, context: Context): Task<Value> {
  const items = snapshotOf(self, context);
  let best = items.shift();
  if (best === undefined && self instanceof JavaArray)
    return fail('NoSuchElementException', 'Cannot call max() on empty Object[]');
  for (const item of items)
    if ((yield* compareBy(closure, item, best ?? null, context)) * sign > 0) best = item;
  return best ?? null;
}

/** The first of those that are equal, or for which a closure gives the same. */
function* unique(items: readonly Value[], closure: Value | undefined, context: Context): Task<Value[]> {
  const kept: Value[] = [];
  const keys: Value[] = [];
  if (closure !== undefined && countOf(closure) === 2) {
    for (const item of items) {
      let isNew = true;
      for (const each of kept) if ((yield* compareBy(closure, each, item, context)) === 0) isNew = false;
      if (isNew) kept.push(item);
    }
    return kept;
  }
  const plain = new Set<Value>();
  for (const item of items) {
    const made = closure === undefined ? item : yield callValue(closure, [item], context);
    const key = made instanceof GString ? textOf(made, context) : made;
    if (typeof key === 'string' || typeof key === 'number') {
      if (plain.has(key)) continue;
      plain.add(key);
    } else {
      if (keys.some((each) => areSame(each, key) || areEqual(each, key, context))) continue;
      keys.push(key);
    }
    kept.push(item);
  }
  return kept;
}
