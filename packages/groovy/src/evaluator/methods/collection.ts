import { intAt, itemsAt } from '../core/arguments.ts';
import { isClosure } from '../core/class-of.ts';
import { makeList, makeSet, similar } from '../core/collections.ts';
import { areEqual, areSame } from '../core/equality.ts';
import { drive, type Task, task } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { hashOf } from '../core/hash.ts';
import { callValue } from '../core/invoke.ts';
import { itemsOf, snapshotOf } from '../core/iterate.ts';
import { addToSet, checkCount, mapClear, mapDelete, mapHas, mostItems, unmodifiable } from '../core/maps.ts';
import { toInt } from '../core/numeric.ts';
import { textOf } from '../core/text.ts';
import { isTrue } from '../core/truth.ts';
import { known } from '../value/classes.ts';
import { Entry, GroovySet, JavaArray, javaArray, Range, ValueIterator } from '../value/collections.ts';
import { writtenByHost } from '../value/host-data.ts';
import type { Context, MethodTable } from '../value/method.ts';
import { Stream } from '../value/stream.ts';
import { GString } from '../value/text-values.ts';
import type { Value } from '../value/value.ts';
import { clearList } from './list.ts';
import { collate, flattenTask, permutations } from './rearranged.ts';

/** Methods of java.util.Collection and what Groovy adds to it; a Java array has most of them, too. */
export const collectionMethods: MethodTable<Value> = {
  'size 0': (self, _, context) => (self instanceof Range ? self.size : itemsOf(self, context).length),
  'isEmpty 0': (self, _, context) => itemsOf(self, context).length === 0,
  'asBoolean 0': (self, _, context) => itemsOf(self, context).length > 0,
  'contains 1': (self, [item = null], context) => has(self, item, context),
  'isCase 1': (self, [item = null], context) => has(self, item, context),
  'containsAll 1': (self, args, context) =>
    itemsAt(args, 0, context).every((item) => has(self, item, context)),
  'disjoint 1': (self, args, context) => !itemsAt(args, 0, context).some((item) => has(self, item, context)),
  'intersect 1': (self, args, context) => {
    const others = itemsAt(args, 0, context);
    return similar(
      self,
      itemsOf(self, context).filter((item) => others.some((other) => areEqual(item, other, context))),
    );
  },
  'add 1': (self, [item = null]) => add(self, item),
  'leftShift 1': (self, [item = null]) => {
    add(self, item);
    return self;
  },
  'addAll 1': (self, args, context) => {
    const items = itemsAt(args, 0, context);
    if (Array.isArray(self)) return addToList(self, items);
    let changed = false;
    for (const item of items.slice()) changed = add(self, item) || changed;
    return changed;
  },
  'plus 1': (self, [other = null], context) => {
    const items =
      other !== null &&
      (Array.isArray(other) ||
        other instanceof GroovySet ||
        other instanceof Range ||
        other instanceof ValueIterator)
        ? itemsOf(other, context)
        : [other];
    const own = itemsOf(self, context);
    checkCount(own.length + items.length);
    if (self instanceof GroovySet) return similar(self, [...own, ...items]);
    const sum = [...own, ...items];
    return self instanceof JavaArray ? javaArray(sum, self.element) : sum;
  },
  'minus 1': (self, [other = null], context) => {
    const out =
      other !== null && (Array.isArray(other) || other instanceof GroovySet || other instanceof Range)
        ? itemsOf(other, context)
        : [other];
    const left = itemsOf(self, context).filter((item) => !out.some((each) => areEqual(item, each, context)));
    return self instanceof JavaArray ? javaArray(left, self.element) : similar(self, left);
  },
  'multiply 1': (self, [times = null], context) => {
    const items = itemsOf(self, context);
    checkCount(items.length * toInt(times));
    return Array.from({ length: toInt(times) }, () => items).flat();
  },
  'removeAll 1': (self, [what = null], context) => retain(self, what, false, context),
  'retainAll 1': (self, [what = null], context) => retain(self, what, true, context),
  'removeIf 1': (self, [what = null], context) => retain(self, what, false, context),
  'clear 0': (self) => {
    if (self instanceof GroovySet) mapClear(self.items);
    else if (Array.isArray(self)) clearList(self);
    return null;
  },
  'iterator|listIterator 0': (self, _, context) =>
    new ValueIterator(snapshotOf(self, context)[Symbol.iterator](), (item) => void removeItem(self, item)),
  'stream|parallelStream 0': (self, _, context) => new Stream(snapshotOf(self, context)),
  'asList 0': (self, _, context) => snapshotOf(self, context),
  'toList 0': (self, _, context) => snapshotOf(self, context),
  'toSet 0': (self, _, context) => makeSet(itemsOf(self, context), known('HashSet')),
  'toArray 0 1': (self, _, context) => javaArray(itemsOf(self, context), 'Object'),
  'asImmutable|asUnmodifiable 0': (self, _, context) => frozen(self, context),
  'asSynchronized 0': (self) => self,
  'equals 1': (self, [other = null], context) => areEqual(self, other, context),
  'hashCode 0': (self) => hashOf(self),
  'toListString|toArrayString 0 1': (self, _, context) =>
    `[${itemsOf(self, context)
      .map((item) => textOf(item, context))
      .join(', ')}]`,
  'flatten 0 1': (self, [closure], context) => drive(flattenTask(self, closure, context)),
  'head|first 0': (self, _, context) => firstOf(itemsOf(self, context), 'first'),
  'last 0': (self, _, context) =>
    itemsOf(self, context).at(-1) ?? firstOf(itemsOf(self, context).slice(-1), 'last'),
  'tail 0': (self, _, context) => {
    firstOf(itemsOf(self, context), 'tail');
    return similar(self, itemsOf(self, context).slice(1));
  },
  'init 0': (self, _, context) => {
    firstOf(itemsOf(self, context), 'init');
    return similar(self, itemsOf(self, context).slice(0, -1));
  },
  'take 1': (self, args, context) =>
    similar(self, itemsOf(self, context).slice(0, Math.max(intAt(args, 0), 0))),
  'drop 1': (self, args, context) => similar(self, itemsOf(self, context).slice(Math.max(intAt(args, 0), 0))),
  'takeRight 1': (self, args, context) =>
    similar(self, intAt(args, 0) <= 0 ? [] : itemsOf(self, context).slice(-intAt(args, 0))),
  'dropRight 1': (self, args, context) =>
    similar(
      self,
      intAt(args, 0) <= 0 ? snapshotOf(self, context) : itemsOf(self, context).slice(0, -intAt(args, 0)),
    ),
  'combinations 0 1': task(function* (self, [closure], context) {
    const rows = combinations(self, context);
    if (closure === undefined) return rows;
    const results: Value[] = [];
    for (const row of rows) results.push(yield callValue(closure, [row], context));
    return results;
  }),
  'eachCombination 1': task(function* (self, [closure = null], context) {
    for (const row of combinations(self, context)) yield callValue(closure, [row], context);
    return null;
  }),
  'permutations 1': task(function* (self, [closure = null], context) {
    const results: Value[] = [];
    const all = makeSet(permutations(snapshotOf(self, context)), known('HashSet'));
    for (const each of itemsOf(all, context)) results.push(yield callValue(closure, [each], context));
    return results;
  }),
  'toString 0': (self, _, context) => writtenByHost(self) ?? textOf(self, context),
  'permutations 0': (self, _, context) => makeSet(permutations(snapshotOf(self, context)), known('HashSet')),
  'eachPermutation 1': task(function* (self, [closure = null], context) {
    for (const each of permutations(snapshotOf(self, context))) yield callValue(closure, [each], context);
    return null;
  }),
  'subsequences 0': (self, _, context) => {
    let found: Value[][] = [];
    const items = itemsOf(self, context);
    checkCount(2 ** items.length * items.length);
    for (const item of items)
      found = found.concat(
        [[item]],
        found.map((each) => each.concat([item])),
      );
    return makeSet(found, known('HashSet'));
  },
  'transpose 0': (self, _, context) => {
    const rows = itemsOf(self, context).map((row) => itemsOf(row, context));
    const length = rows.reduce((least, row) => Math.min(least, row.length), rows[0]?.length ?? 0);
    return Array.from({ length }, (__, index) => rows.map((row) => row[index] ?? null));
  },
  'collate 1 3': (self, args, context) => collate(itemsOf(self, context), args),
  'withIndex 0 1': (self, args, context) =>
    itemsOf(self, context).map(
      (item, index): Value => [item, index + (args.length > 0 ? intAt(args, 0) : 0)],
    ),
  'indexed 0 1': (self, args, context) =>
    new Map(
      itemsOf(self, context).map((item, index): [Value, Value] => [
        index + (args.length > 0 ? intAt(args, 0) : 0),
        item,
      ]),
    ),
  'shuffled 0': (self, _, context) =>
    itemsOf(self, context)
      .map((item) => ({ item, key: Math.random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ item }) => item),
  'forEach 1': task(function* (self, [closure = null], context) {
    for (const item of snapshotOf(self, context)) yield callValue(closure, [item], context);
    return null;
  }),
};

/** Methods of what is no list: there `remove` takes an item, never an index. */
export const setMethods: MethodTable<Value> = {
  'remove 1': (self, [item = null]) => removeItem(self, item),
};

function has(self: Value, item: Value, context: Context): boolean {
  if (self instanceof GroovySet) return mapHas(self.items, item);
  if (self instanceof Range && self.items === undefined)
    return typeof item === 'number' && item >= Number(self.from) && item <= Number(self.to);
  return itemsOf(self, context).some(
    (each) =>
      areSame(each, item) ||
      (item instanceof Entry && areEqual(each, item)) ||
      (each instanceof GString && item === each),
  );
}

function addToList(list: Value[], items: readonly Value[]): boolean {
  if (Object.isFrozen(list) || list instanceof JavaArray) unmodifiable();
  const { length } = items;
  if (list.length + length > mostItems) fail('OutOfMemoryError', `a list of more than ${mostItems} items`);
  for (let index = 0; index < length; index += 1) list.push(items[index] ?? null);
  return length > 0;
}

export function add(self: Value, item: Value): boolean {
  if (self instanceof GroovySet) return addToSet(self, item);
  if (!Array.isArray(self) || Object.isFrozen(self) || self instanceof JavaArray) return unmodifiable();
  self.push(item);
  if (self.length > mostItems) fail('OutOfMemoryError', `a list of more than ${mostItems} items`);
  return true;
}

export function removeItem(self: Value, item: Value): boolean {
  if (self instanceof GroovySet) return mapDelete(self.items, item);
  if (!Array.isArray(self) || Object.isFrozen(self)) return unmodifiable();
  const index = self.findIndex((each) => areSame(each, item));
  if (index >= 0) self.splice(index, 1);
  return index >= 0;
}

function retain(self: Value, what: Value, keep: boolean, context: Context): ReturnType<typeof drive<Value>> {
  return drive(
    (function* (): Task<Value> {
      const others = isClosure(what) ? [] : itemsOf(what, context);
      let changed = false;
      for (const item of snapshotOf(self, context)) {
        const matches = isClosure(what)
          ? isTrue(yield callValue(what, [item], context), context)
          : others.some((each) => areSame(each, item));
        if (matches !== keep) changed = removeItem(self, item) || changed;
      }
      return changed;
    })(),
  );
}

function frozen(self: Value, context: Context): Value {
  if (self instanceof GroovySet) {
    const copy = similar(self, itemsOf(self, context));
    if (copy instanceof GroovySet) copy.items.frozen = true;
    return copy;
  }
  return Object.freeze(makeList(itemsOf(self, context))) as Value[];
}

function firstOf(items: readonly Value[], name: string): Value {
  if (items.length === 0)
    return fail(
      'NoSuchElementException',
      `Cannot access ${name}() ${name === 'first' || name === 'last' ? 'element from' : 'of'} an empty ${name === 'first' || name === 'last' ? 'List' : 'Iterable'}`,
    );
  return items[0] ?? null;
}

function combinations(self: Value, context: Context): Value[][] {
  const columns = itemsOf(self, context).map((each) => itemsOf(each, context));
  checkCount(columns.reduce((product, { length }) => product * length, columns.length));
  let rows: Value[][] = [[]];
  for (const column of columns) rows = column.flatMap((item) => rows.map((row) => [...row, item]));
  return rows;
}
