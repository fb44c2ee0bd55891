import { callWithEntry, closureAt, countOf, intAt, testWith, valueAt } from '../core/arguments.ts';
import { isClosure } from '../core/class-of.ts';
import { similar } from '../core/collections.ts';
import { areEqual } from '../core/equality.ts';
import { type Task, task } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { callValue } from '../core/invoke.ts';
import { itemsOf, snapshotOf, walk } from '../core/iterate.ts';
import { isCase, operate } from '../core/operators.ts';
import { insertAll, mapGet, mapPut } from '../core/maps.ts';
import { isTrue } from '../core/truth.ts';
import { textOf } from '../core/text.ts';
import { Entry, GroovySet, JavaArray, TypedMap } from '../value/collections.ts';
import type { Context, MethodTable } from '../value/method.ts';
import type { Eventual, Value } from '../value/value.ts';

/** Calls the closure with an item; an entry of a map as key and value when it takes two. */
function callItem(closure: Value, item: Value, context: Context): Eventual {
  return item instanceof Entry ? callWithEntry(closure, item, context) : callValue(closure, [item], context);
}

function* tests(closure: Value | undefined, item: Value, context: Context): Task<boolean> {
  if (closure === undefined) return isTrue(item, context);
  return isTrue(yield callItem(closure, item, context), context);
}

/** Methods of everything that can be gone through: lists, sets, ranges, maps by their entries, arrays. */
export const iterableMethods: MethodTable<Value> = {
  'each 1': task(function* (self, args, context) {
    const closure = closureAt(args, 0);
    for (const item of walk(self, context)) yield callItem(closure, item, context);
    return self;
  }),
  'eachWithIndex 1': task(function* (self, args, context) {
    const closure = closureAt(args, 0);
    let index = -1;
    for (const item of walk(self, context)) {
      index += 1;
      const whole = !(item instanceof Entry) || countOf(closure) < 3;
      yield callValue(closure, whole ? [item, index] : [item.key, item.value, index], context);
    }
    return self;
  }),
  'reverseEach 1': task(function* (self, args, context) {
    for (const item of itemsOf(self, context).toReversed()) yield callItem(closureAt(args, 0), item, context);
    return self;
  }),
  'collect 0 2': task(function* (self, args, context) {
    const [first, second] = args;
    const closure = second ?? first;
    const into = second === undefined ? [] : first;
    const results: Value[] = [];
    for (const item of walk(self, context))
      results.push(closure === undefined ? item : yield callItem(closure, item, context));
    return addAll(into ?? null, results);
  }),
  'collectMany 1 2': task(function* (self, args, context) {
    const closure = closureAt(args, args.length - 1);
    const results: Value[] = [];
    for (const item of walk(self, context))
      insertAll(results, results.length, itemsOf(yield callItem(closure, item, context), context));
    return addAll(args.length > 1 ? valueAt(args, 0) : [], results);
  }),
  'collectNested 1 2': task(function* (self, args, context) {
    const nested = yield* collectNested(self, closureAt(args, args.length - 1), context);
    return addAll(args.length > 1 ? valueAt(args, 0) : [], itemsOf(nested, context));
  }),
  'collectEntries 0 2': task(function* (self, args, context) {
    const into = args[0] instanceof Map ? args[0] : new Map<Value, Value>();
    const closure = args.find((each) => isClosure(each));
    for (const item of walk(self, context))
      addEntry(into, closure === undefined ? item : yield callItem(closure, item, context), context);
    return into;
  }),
  'find 0 1': task(function* (self, [closure], context) {
    for (const item of walk(self, context)) if (yield* tests(closure, item, context)) return item;
    return null;
  }),
  'findAll 0 1': task(function* (self, [closure], context) {
    const found: Value[] = [];
    for (const item of walk(self, context)) if (yield* tests(closure, item, context)) found.push(item);
    return self instanceof JavaArray ? found : similar(self, found);
  }),
  'findResult 1 2': task(function* (self, args, context) {
    for (const item of walk(self, context)) {
      const result = yield callItem(closureAt(args, args.length - 1), item, context);
      if (result !== null) return result;
    }
    return args.length > 1 ? valueAt(args, 0) : null;
  }),
  'findResults 1': task(function* (self, args, context) {
    const results: Value[] = [];
    for (const item of walk(self, context)) {
      const result = yield callItem(closureAt(args, 0), item, context);
      if (result !== null) results.push(result);
    }
    return results;
  }),
  'findIndexOf 1 2': task(function* (self, args, context) {
    const from = args.length > 1 ? intAt(args, 0) : 0;
    for (const [index, item] of snapshotOf(self, context).entries())
      if (index >= from && (yield testWith(closureAt(args, args.length - 1), [item], context)) === true)
        return index;
    return -1;
  }),
  'findLastIndexOf 1': task(function* (self, args, context) {
    const items = snapshotOf(self, context);
    for (let index = items.length - 1; index >= 0; index -= 1)
      if ((yield testWith(closureAt(args, 0), [items[index] ?? null], context)) === true) return index;
    return -1;
  }),
  'findIndexValues 1': task(function* (self, args, context) {
    const found: Value[] = [];
    for (const [index, item] of snapshotOf(self, context).entries())
      if ((yield testWith(closureAt(args, 0), [item], context)) === true) found.push(BigInt(index));
    return found;
  }),
  'any 0 1': task(function* (self, [closure], context) {
    for (const item of walk(self, context)) if (yield* tests(closure, item, context)) return true;
    return false;
  }),
  'every 0 1': task(function* (self, [closure], context) {
    for (const item of walk(self, context)) if (!(yield* tests(closure, item, context))) return false;
    return true;
  }),
  'count 1': task(function* (self, [test = null], context) {
    let count = 0;
    for (const item of walk(self, context)) {
      const counts = isClosure(test) ? yield* tests(test, item, context) : areEqual(item, test, context);
      if (counts) count += 1;
    }
    return count;
  }),
  'countBy 1': task(function* (self, args, context) {
    const counts = new Map<Value, Value>();
    for (const item of walk(self, context)) {
      const key = yield callItem(closureAt(args, 0), item, context);
      mapPut(counts, key, Number(mapGet(counts, key) ?? 0) + 1);
    }
    return counts;
  }),
  'groupBy 0 9': task(function* (self, closures, context) {
    return yield* groupBy(
      self,
      closures.length === 1 && Array.isArray(closures[0]) ? closures[0] : closures,
      context,
    );
  }),
  'split 1': task(function* (self, args, context) {
    const [yes, no]: [Value[], Value[]] = [[], []];
    for (const item of walk(self, context))
      ((yield* tests(closureAt(args, 0), item, context)) ? yes : no).push(item);
    return [similar(self, yes), similar(self, no)];
  }),
  'inject|sumBy 1 2': task(function* (self, args, context) {
    const closure = closureAt(args, args.length - 1);
    const items = snapshotOf(self, context);
    let value: Value;
    if (args.length > 1) value = valueAt(args, 0);
    else {
      if (items.length === 0)
        return fail(
          'NoSuchElementException',
          'Cannot call inject() on an empty collection without passing an initial value.',
        );
      value = items.shift() ?? null;
    }
    for (const item of items)
      value = yield callValue(
        closure,
        item instanceof Entry && countOf(closure) === 3 ? [value, item.key, item.value] : [value, item],
        context,
      );
    return value;
  }),
  'sum 0 2': task(function* (self, args, context) {
    const closure = args.find((each) => isClosure(each));
    const initial = args.find((each) => !isClosure(each));
    let sum: Value | undefined = initial;
    for (const item of walk(self, context)) {
      const value = closure === undefined ? item : yield callItem(closure, item, context);
      sum = sum === undefined ? value : yield operate('+', sum, value, context);
    }
    return sum ?? null;
  }),
  'join 0 1': (self, args, context) =>
    itemsOf(self, context)
      .map((item) => textOf(item, context))
      .join(args.length > 0 ? textOf(valueAt(args, 0), context) : ''),
  'grep 0 1': task(function* (self, [filter], context) {
    const found: Value[] = [];
    for (const item of walk(self, context))
      if (filter === undefined ? isTrue(item, context) : (yield isCase(filter, item, context)) === true)
        found.push(item);
    return found;
  }),
  'takeWhile 1': task(function* (self, args, context) {
    const taken: Value[] = [];
    for (const item of walk(self, context)) {
      if (!(yield* tests(closureAt(args, 0), item, context))) break;
      taken.push(item);
    }
    return similar(self, taken);
  }),
  'dropWhile 1': task(function* (self, args, context) {
    const items = snapshotOf(self, context);
    while (items.length > 0 && (yield* tests(closureAt(args, 0), items[0] ?? null, context))) items.shift();
    return similar(self, items);
  }),
};

function* collectNested(self: Value, closure: Value, context: Context): Task<Value> {
  const results: Value[] = [];
  for (const item of walk(self, context))
    results.push(
      Array.isArray(item) || item instanceof GroovySet
        ? yield* collectNested(item, closure, context)
        : yield callValue(closure, [item], context),
    );
  return results;
}

/** What `collect` and its like put into a collection that was given. */
function addAll(into: Value, items: readonly Value[]): Value {
  if (into instanceof GroovySet) for (const item of items) mapPut(into.items, item, item);
  else if (Array.isArray(into)) for (const item of items) into.push(item);
  return into;
}

/** An entry from a map, a pair or an entry. */
function addEntry(into: Map<Value, Value>, item: Value, context: Context): void {
  if (item instanceof Map) for (const [key, value] of item) mapPut(into, key, value);
  else if (item instanceof Entry) mapPut(into, item.key, item.value);
  else if (Array.isArray(item)) mapPut(into, item[0] ?? null, item[1] ?? null);
  else fail('ClassCastException', `${textOf(item, context)} is no entry of a map`);
}

function* groupBy(self: Value, closures: readonly Value[], context: Context): Task<Value> {
  const [closure, ...rest] = closures;
  const groups = new Map<Value, Value>();
  const isMap = self instanceof Map;
  for (const item of walk(self, context)) {
    const key = closure === undefined ? item : yield callItem(closure, item, context);
    const known = mapGet(groups, key);
    const group = known ?? (isMap ? new TypedMap() : []);
    if (known === undefined) mapPut(groups, key, group);
    if (group instanceof Map && item instanceof Entry) mapPut(group, item.key, item.value);
    else if (Array.isArray(group)) group.push(item);
  }
  if (rest.length === 0) return groups;
  for (const [key, group] of new Map(groups)) mapPut(groups, key, yield* groupBy(group, rest, context));
  return groups;
}
