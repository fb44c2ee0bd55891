import { callWithEntry, closureAt, countOf, intAt, itemsAt, mapAt, valueAt } from '../core/arguments.ts';
import { makeCollection, makeMap, makeSet } from '../core/collections.ts';
import { classOf, isClosure } from '../core/class-of.ts';
import { areEqual } from '../core/equality.ts';
import { type Task, task } from '../core/eventual.ts';
import { hashOf } from '../core/hash.ts';
import { callValue } from '../core/invoke.ts';
import { mapEntries } from '../core/iterate.ts';
import { entriesOf, mapClear, mapDelete, mapGet, mapHas, mapPut } from '../core/maps.ts';
import { collectionText, textOf } from '../core/text.ts';
import { isTrue } from '../core/truth.ts';
import { known } from '../value/classes.ts';
import { Entry, GroovySet, Range, TypedMap, ValueIterator } from '../value/collections.ts';
import type { Context, MethodTable } from '../value/method.ts';
import { writtenByHost } from '../value/host-data.ts';
import type { Value } from '../value/value.ts';
import { fail } from '../core/fail.ts';
import { GString } from '../value/text-values.ts';

type GroovyMap = Map<Value, Value>;

/** Methods of java.util.Map and what Groovy adds to it. */
export const mapMethods: MethodTable<GroovyMap> = {
  'size 0': (self) => self.size,
  'isEmpty 0': (self) => self.size === 0,
  'asBoolean 0': (self) => self.size > 0,
  'get 1': task(function* (self, [key = null], context) {
    return yield* fetch(self, key, context);
  }),
  'getAt 1': task(function* (self, [key = null], context) {
    // `map["$x"]` looks for the text, `map.get("$x")` for the GString.
    return yield* fetch(self, key instanceof GString ? textOf(key, context) : key, context);
  }),
  'get 2': (self, [key = null, fallback = null]) => {
    const value = mapGet(self, key);
    if (value !== undefined) return value;
    mapPut(self, key, fallback);
    return fallback;
  },
  'getOrDefault 2': (self, [key = null, fallback = null]) =>
    mapGet(self, key) ?? (mapHas(self, key) ? null : fallback),
  'put 2': (self, [key = null, value = null]) => {
    const before = mapGet(self, key) ?? null;
    mapPut(self, key, value);
    return before;
  },
  'putAt 2': (self, [key = null, value = null]) => {
    mapPut(self, key, value);
    return value;
  },
  'putIfAbsent 2': (self, [key = null, value = null]) => {
    const before = mapGet(self, key) ?? null;
    if (before === null) mapPut(self, key, value);
    return before;
  },
  'computeIfAbsent 2': task(function* (self, [key = null, closure = null], context) {
    const before = mapGet(self, key) ?? null;
    if (before !== null) return before;
    const value = yield callValue(closure, [key], context);
    if (value !== null) mapPut(self, key, value);
    return value;
  }),
  'computeIfPresent 2': task(function* (self, [key = null, closure = null], context) {
    const before = mapGet(self, key) ?? null;
    if (before === null) return null;
    const value = yield callValue(closure, [key, before], context);
    if (value === null) mapDelete(self, key);
    else mapPut(self, key, value);
    return value;
  }),
  'compute 2': task(function* (self, [key = null, closure = null], context) {
    const value = yield callValue(closure, [key, mapGet(self, key) ?? null], context);
    if (value === null) mapDelete(self, key);
    else mapPut(self, key, value);
    return value;
  }),
  'merge 3': task(function* (self, [key = null, value = null, closure = null], context) {
    const before = mapGet(self, key) ?? null;
    const merged = before === null ? value : yield callValue(closure, [before, value], context);
    if (merged === null) mapDelete(self, key);
    else mapPut(self, key, merged);
    return merged;
  }),
  'putAll 1': (self, args) => {
    const [from = null] = args;
    if (Array.isArray(from)) putEntries(self, from);
    else for (const [key, value] of new Map(mapAt(args, 0))) mapPut(self, key, value);
    return null;
  },
  'leftShift 1': (self, [other = null]) => {
    if (other instanceof Entry) mapPut(self, other.key, other.value);
    else if (other instanceof Map) for (const [key, value] of new Map(other)) mapPut(self, key, value);
    return self;
  },
  'plus 1': (self, args) => {
    const sum = copy(self);
    const [other = null] = args;
    if (Array.isArray(other)) putEntries(sum, other);
    else for (const [key, value] of mapAt(args, 0)) mapPut(sum, key, value);
    return sum;
  },
  'minus 1': (self, [other = null]) => {
    const left = copy(self);
    for (const [key, value] of self)
      if (other instanceof Map && mapHas(other, key) && areEqual(mapGet(other, key) ?? null, value))
        mapDelete(left, key);
    return left;
  },
  'remove 1': (self, [key = null]) => {
    const before = mapGet(self, key) ?? null;
    mapDelete(self, key);
    return before;
  },
  'remove 2': (self, [key = null, value = null]) =>
    areEqual(mapGet(self, key) ?? null, value) && mapDelete(self, key),
  'replace 2': (self, [key = null, value = null]) => {
    if (!mapHas(self, key)) return null;
    const before = mapGet(self, key) ?? null;
    mapPut(self, key, value);
    return before;
  },
  'clear 0': (self) => {
    mapClear(self);
    return null;
  },
  'containsKey 1': (self, [key = null]) => mapHas(self, key),
  'containsValue 1': (self, [value = null]) => [...self.values()].some((each) => areEqual(each, value)),
  'isCase 1': (self, [key = null], context) => isTrue(mapGet(self, key) ?? null, context),
  // As Jenkins' IteratorHack gives them to a pipeline: copies, and no views as in Java.
  'keySet 0': (self) => keySet(self),
  'values 0': (self) => entriesOf(self).map(([, value]) => value),
  'entrySet 0': (self) => makeSet(mapEntries(self)),
  'keys 0': (self) => new ValueIterator(keysOf(self)[Symbol.iterator]()),
  'iterator 0': (self) =>
    new ValueIterator(
      mapEntries(self)[Symbol.iterator](),
      (item) => item instanceof Entry && mapDelete(self, item.key),
    ),
  'find 1': task(function* (self, args, context) {
    for (const entry of mapEntries(self))
      if (isTrue(yield callWithEntry(closureAt(args, 0), entry, context), context)) return entry;
    return null;
  }),
  'findAll 1': task(function* (self, args, context) {
    return yield* select(self, closureAt(args, 0), true, context);
  }),
  'removeAll 1': task(function* (self, args, context) {
    const kept = yield* select(self, closureAt(args, 0), false, context);
    const changed = kept.size !== self.size;
    for (const key of keysOf(self)) if (!mapHas(kept, key)) mapDelete(self, key);
    return changed;
  }),
  'retainAll 1': task(function* (self, args, context) {
    const kept = yield* select(self, closureAt(args, 0), true, context);
    const changed = kept.size !== self.size;
    for (const key of keysOf(self)) if (!mapHas(kept, key)) mapDelete(self, key);
    return changed;
  }),
  'groupEntriesBy 1': task(function* (self, args, context) {
    const groups = new Map<Value, Value>();
    for (const entry of mapEntries(self)) {
      const key = yield callWithEntry(closureAt(args, 0), entry, context);
      const group = mapGet(groups, key);
      if (Array.isArray(group)) group.push(entry);
      else mapPut(groups, key, [entry]);
    }
    return groups;
  }),
  'takeWhile 1': task(function* (self, args, context) {
    const taken = new Map<Value, Value>();
    for (const entry of mapEntries(self)) {
      if (!isTrue(yield callWithEntry(closureAt(args, 0), entry, context), context)) break;
      mapPut(taken, entry.key, entry.value);
    }
    return taken;
  }),
  'dropWhile 1': task(function* (self, args, context) {
    const left = copy(self);
    for (const entry of mapEntries(self)) {
      if (!isTrue(yield callWithEntry(closureAt(args, 0), entry, context), context)) break;
      mapDelete(left, entry.key);
    }
    return left;
  }),
  'replaceAll 1': task(function* (self, [closure = null], context) {
    for (const { key, value } of mapEntries(self))
      mapPut(self, key, yield callValue(closure, [key, value], context));
    return null;
  }),
  // `map.subMap(keys)`, `map.subMap(keys, fallback)`, `map.subMap('a', 'b')`
  subMap: (self, args, context) => {
    const part = new Map<Value, Value>();
    const [first] = args;
    const listed = Array.isArray(first) || first instanceof GroovySet || first instanceof Range;
    for (const key of listed ? itemsAt(args, 0, context) : args) {
      if (mapHas(self, key)) mapPut(part, key, mapGet(self, key) ?? null);
      else if (listed && args.length > 1) mapPut(part, key, valueAt(args, 1));
    }
    return part;
  },
  'take 1': (self, args) => new Map(entriesOf(self).slice(0, intAt(args, 0))),
  'drop 1': (self, args) => new Map(entriesOf(self).slice(intAt(args, 0))),
  'intersect 1': (self, args) =>
    new Map(
      entriesOf(self).filter(
        ([key, value]) => mapHas(mapAt(args, 0), key) && areEqual(mapGet(mapAt(args, 0), key) ?? null, value),
      ),
    ),
  'withDefault 1': (self, args) => {
    const map = new TypedMap(self);
    const closure = closureAt(args, 0);
    if (isClosure(closure)) map.fallback = closure;
    return map;
  },
  'asImmutable|asUnmodifiable 0': (self) => {
    const map = new TypedMap(self);
    map.frozen = true;
    return map;
  },
  'asSynchronized 0': (self) => self,
  'clone 0': (self) => copy(self),
  'sort 0': (self) => makeMap(known('TreeMap'), self),
  'firstKey 0': (self) => keysOf(self)[0] ?? fail('NoSuchElementException', 'the map is empty'),
  'lastKey 0': (self) => keysOf(self).at(-1) ?? fail('NoSuchElementException', 'the map is empty'),
  'firstEntry 0': (self) => mapEntries(self)[0] ?? null,
  'lastEntry 0': (self) => mapEntries(self).at(-1) ?? null,
  'getProperty 1 2': (self, [key = null, fallback = null]) => mapGet(self, key) ?? fallback,
  'setProperty 2': (self, [key = null, value = null]) => {
    mapPut(self, key, value);
    return null;
  },
  'stringPropertyNames 0': (self) => keySet(self),
  'forEach 1': task(function* (self, [closure = null], context) {
    for (const entry of mapEntries(self))
      yield callValue(closure, countOf(closure) === 2 ? [entry.key, entry.value] : [entry], context);
    return null;
  }),
  'equals 1': (self, [other = null], context) => areEqual(self, other, context),
  'hashCode 0': (self) => hashOf(self),
  'toString 0': (self, _, context) => writtenByHost(self) ?? collectionText(self, context, textOf),
  'toMapString 0': (self, _, context) => collectionText(self, context, textOf),
  'getClass 0': (self) => classOf(self),
};

function putEntries(map: GroovyMap, entries: readonly Value[]): void {
  for (const entry of entries) if (entry instanceof Entry) mapPut(map, entry.key, entry.value);
}

/** The value of a key; `withDefault` makes it. */
function* fetch(self: GroovyMap, key: Value, context: Context): Task<Value> {
  const value = mapGet(self, key);
  if (value !== undefined) return value;
  if (!(self instanceof TypedMap) || self.fallback === undefined || mapHas(self, key)) return null;
  const made = yield callValue(self.fallback, [key], context);
  mapPut(self, key, made);
  return made;
}

function keysOf(map: GroovyMap): Value[] {
  return entriesOf(map).map(([key]) => key);
}

function keySet(map: GroovyMap): Value {
  return makeSet(keysOf(map));
}

function copy(map: GroovyMap): GroovyMap {
  if (!(map instanceof TypedMap)) return new Map(map);
  const made = makeCollection(map.cls, map);
  return made instanceof Map ? made : new Map(map);
}

function* select(map: GroovyMap, closure: Value, keep: boolean, context: Context): Task<GroovyMap> {
  const kept = copy(map);
  for (const entry of mapEntries(map))
    if (isTrue(yield callWithEntry(closure, entry, context), context) !== keep) mapDelete(kept, entry.key);
  return kept;
}
