import { closureAt, intAt, itemsAt, valueAt } from '../core/arguments.ts';
import { areSame } from '../core/equality.ts';
import { orElse, task, whenKnown } from '../core/eventual.ts';
import { makeList } from '../core/collections.ts';
import { fail } from '../core/fail.ts';
import { callValue } from '../core/invoke.ts';
import { getProperty } from '../core/properties.ts';
import { itemsOf } from '../core/iterate.ts';
import { insertAll, mostItems, unmodifiable } from '../core/maps.ts';
import { isNumber, toInt } from '../core/numeric.ts';
import { textOf } from '../core/text.ts';
import { known } from '../value/classes.ts';
import { GroovySet, JavaArray, javaArray, Range } from '../value/collections.ts';
import type { Context, MethodTable } from '../value/method.ts';
import type { Eventual, Value } from '../value/value.ts';
import { replaceAll } from './sorting.ts';

/** Methods of what has an order and an index: lists, ranges and Java arrays. */
export const indexedMethods: MethodTable<Value> = {
  'getAt 1': (self, [key = null], context) => elementsAt(self, key, context),
  'get 1': (self, args, context) => {
    const items = itemsOf(self, context);
    const index = intAt(args, 0);
    const made = defaultItem(self, index, context);
    if (made !== undefined) return made;
    if (index < 0 || index >= items.length)
      fail('IndexOutOfBoundsException', `Index ${index} out of bounds for length ${items.length}`);
    return items[index] ?? null;
  },
  'indexOf 1': (self, [item = null], context) =>
    itemsOf(self, context).findIndex((each) => areSame(each, item)),
  'lastIndexOf 1': (self, [item = null], context) =>
    itemsOf(self, context).findLastIndex((each) => areSame(each, item)),
  'subList 2': (self, args, context) => subList(self, itemsOf(self, context), intAt(args, 0), intAt(args, 1)),
  'reverse 0 1': (self, [mutate], context) => {
    const reversed = itemsOf(self, context).toReversed();
    if (mutate === true && Array.isArray(self)) return replaceAll(self, reversed);
    return self instanceof JavaArray ? javaArray(reversed, self.element) : reversed;
  },
  'getIndices|indices 0': (self, _, context) => {
    const { length } = itemsOf(self, context);
    return length === 0 ? new Range(0, 0, false, []) : new Range(0, length - 1, false);
  },
  'getFrom 0': (self) => (self instanceof Range ? self.from : null),
  'getTo 0': (self) => (self instanceof Range ? self.to : null),
  'isReverse 0': (self) => self instanceof Range && self.reverse,
  'containsWithinBounds 1': (self, [item = null]) =>
    self instanceof Range &&
    isNumber(item) &&
    Number(item) >= Number(self.from) &&
    Number(item) <= Number(self.to),
  'step 1 2': task(function* (self, args, context) {
    const [by, closure] = [intAt(args, 0), args[1]];
    const picked = itemsOf(self, context).filter((_, index) => index % Math.max(Math.abs(by), 1) === 0);
    if (closure === undefined) return picked;
    for (const item of picked) yield callValue(closure, [item], context);
    return null;
  }),
  'swap 2': (self, args) => {
    if (!Array.isArray(self)) return unmodifiable();
    const [a, b] = [intAt(args, 0), intAt(args, 1)];
    [self[a], self[b]] = [self[b] ?? null, self[a] ?? null];
    return self;
  },
};

/** Where the items of a subList stand in its list. */
const subLists = new WeakMap<object, { readonly list: Value[]; readonly from: number }>();

/** A part of a list, to be read; of all the changes that Java passes on to the list, it takes `clear()` alone. */
function subList(self: Value, items: readonly Value[], from: number, to: number): Value {
  if (from < 0) return fail('IndexOutOfBoundsException', `fromIndex = ${from}`);
  if (to > items.length) return fail('IndexOutOfBoundsException', `toIndex = ${to}`);
  if (from > to) return fail('IllegalArgumentException', `fromIndex(${from}) > toIndex(${to})`);
  const part = makeList(items.slice(from, to), known('ArrayList$SubList'));
  if (Array.isArray(self)) subLists.set(part, { list: self, from });
  return Object.freeze(part) as Value[];
}

/** Takes all items out of a list; out of a subList, out of the list that it is a part of. */
export function clearList(list: Value[]): void {
  const place = subLists.get(list);
  if (place === undefined) mutable(list).length = 0;
  else mutable(place.list).splice(place.from, list.length);
}

/** Methods that change a list. */
export const listMethods: MethodTable<Value[]> = {
  'putAt 2': (self, [key = null, value = null], context) => put(self, key, value, context),
  'set 2': (self, args) => {
    const index = intAt(args, 0);
    if (index < 0 || index >= self.length)
      fail('IndexOutOfBoundsException', `Index ${index} out of bounds for length ${self.length}`);
    const before = self[index] ?? null;
    mutable(self)[index] = valueAt(args, 1);
    return before;
  },
  'add 2': (self, args) => {
    const index = intAt(args, 0);
    if (index < 0 || index > self.length)
      fail('IndexOutOfBoundsException', `Index: ${index}, Size: ${self.length}`);
    mutable(self).splice(index, 0, valueAt(args, 1));
    return null;
  },
  'addAll 2': (self, args, context) => {
    const index = intAt(args, 0);
    const items = itemsAt(args, 1, context);
    if (index < 0 || index > self.length)
      fail('IndexOutOfBoundsException', `Index: ${index}, Size: ${self.length}`);
    insertAll(mutable(self), index, items.slice());
    return items.length > 0;
  },
  'remove 1': (self, [key = null]) => (typeof key === 'number' ? removeAt(self, key) : removeItem(self, key)),
  'removeAt 1': (self, args) => removeAt(self, intAt(args, 0)),
  'removeElement 1': (self, [item = null]) => removeItem(self, item),
  'pop|removeLast 0': (self) =>
    self.length === 0
      ? fail('NoSuchElementException', 'Cannot pop() an empty List')
      : (mutable(self).pop() ?? null),
  'push 1': (self, [item = null]) => {
    mutable(self).push(item);
    return true;
  },
  'offer|addLast 1': (self, [item = null]) => {
    mutable(self).push(item);
    return true;
  },
  'addFirst 1': (self, [item = null]) => {
    mutable(self).unshift(item);
    return null;
  },
  'poll|removeFirst|remove 0': (self) => mutable(self).shift() ?? null,
  'peek|element|getFirst 0': (self) => self[0] ?? null,
  'pollLast 0': (self) => mutable(self).pop() ?? null,
  'plus 2': (self, args, context) => {
    const sum = [...self];
    insertAll(sum, intAt(args, 0), itemsAt(args, 1, context));
    return sum;
  },
  'getLast 0': (self) => self.at(-1) ?? null,
  'ensureCapacity|trimToSize 0 1': () => null,
  'clone 0': (self) => (self instanceof JavaArray ? javaArray(self, self.element) : [...self]),
  'withDefault|withLazyDefault|withEagerDefault 1': (self, args) => {
    const list = [...self];
    fallbacks.set(list, closureAt(args, 0));
    return list;
  },
};

/** A queue with two ends is a stack from its front. */
export const dequeMethods: MethodTable<Value[]> = {
  'push 1': (self, [item = null]) => {
    mutable(self).unshift(item);
    return null;
  },
  'pop 0': (self) =>
    self.length === 0 ? fail('NoSuchElementException', 'null') : (mutable(self).shift() ?? null),
};

/** Of `withDefault`: gives the items that a list has not yet. */
const fallbacks = new WeakMap<object, Value>();

/** The item that the list's default makes, put into it; undefined for a list without one. */
function defaultItem(self: Value, index: number, context: Context): Eventual | undefined {
  const fallback = Array.isArray(self) ? fallbacks.get(self) : undefined;
  if (fallback === undefined || !Array.isArray(self) || index < self.length) return undefined;
  return whenKnown(callValue(fallback, [index], context), (value) => {
    while (self.length < index) self.push(null);
    self[index] = value;
    return value;
  });
}

function mutable(list: Value[]): Value[] {
  return Object.isFrozen(list) || list instanceof JavaArray ? unmodifiable() : list;
}

function removeAt(list: Value[], index: number): Value {
  if (index < 0 || index >= list.length)
    fail('IndexOutOfBoundsException', `Index ${index} out of bounds for length ${list.length}`);
  return mutable(list).splice(index, 1)[0] ?? null;
}

function removeItem(list: Value[], item: Value): boolean {
  const index = list.findIndex((each) => areSame(each, item));
  if (index >= 0) mutable(list).splice(index, 1);
  return index >= 0;
}

/** `list[i]`, `list[-1]`, `list[1..2]`, `list[0, 2]`, and the property of each item. */
function elementsAt(self: Value, key: Value, context: Context): Value | Promise<Value> {
  const items = itemsOf(self, context);
  if (isNumber(key))
    return orElse(defaultItem(self, toInt(key), context), () => elementAt(self, items, toInt(key)));
  if (key instanceof Range) return rangeAt(items, key);
  if (Array.isArray(key))
    return key.flatMap((each) =>
      each instanceof Range || Array.isArray(each)
        ? (elementsAt(self, each, context) as Value[])
        : [elementAt(self, items, toInt(each))],
    );
  if (key instanceof GroovySet)
    return itemsOf(key, context).map((each) => elementAt(self, items, toInt(each)));
  return getProperty(self, textOf(key, context), context);
}

function elementAt(self: Value, items: readonly Value[], index: number): Value {
  const at = index < 0 ? index + items.length : index;
  if (at < 0)
    return fail(
      'ArrayIndexOutOfBoundsException',
      `Negative array index [${index}] too large for array size ${items.length}`,
    );
  if (at >= items.length && self instanceof JavaArray)
    return fail('ArrayIndexOutOfBoundsException', `Index ${index} out of bounds for length ${items.length}`);
  if (at >= items.length && self instanceof Range)
    return fail('IndexOutOfBoundsException', `Index: ${index} is too big for range`);
  return items[at] ?? null;
}

/** The items of a range of indexes; one that counts from the end goes backwards. */
function rangeAt(items: readonly Value[], range: Range): Value[] {
  const { from, to, reverse } = range.borders(items.length);
  if (from === to) return [];
  if (from < 0) return fail('IndexOutOfBoundsException', `fromIndex = ${from}`);
  if (to > items.length) return fail('IndexOutOfBoundsException', `toIndex = ${to}`);
  return reverse ? items.slice(from, to).toReversed() : items.slice(from, to);
}

/** `list[1..2] = value`: the items of the range make room for it, or for the items of a list. */
function putRange(self: Value[], range: Range, value: Value): null {
  const { from, to } = range.borders(self.length);
  if (from < 0) return fail('IndexOutOfBoundsException', `fromIndex = ${from}`);
  if (from > mostItems) fail('OutOfMemoryError', `a list of more than ${mostItems} items`);
  while (self.length < from) self.push(null);
  self.splice(from, to - from);
  insertAll(self, from, Array.isArray(value) ? value.slice() : [value]);
  return null;
}

/** `list[i] = value`: a list grows, filled with nulls; an array does not. */
function put(self: Value[], key: Value, value: Value, context: Context): Value {
  if (Object.isFrozen(self)) return unmodifiable();
  if (key instanceof Range) return putRange(self, key, value);
  if (Array.isArray(key)) {
    for (const [index, each] of key.entries())
      put(self, each, Array.isArray(value) ? (value[index] ?? null) : value, context);
    return null;
  }
  if (!isNumber(key))
    return fail(
      'MissingPropertyException',
      `No such property: ${textOf(key, context)} for class: java.util.ArrayList`,
    );
  const index = toInt(key);
  const at = index < 0 ? index + self.length : index;
  if (at < 0 || (self instanceof JavaArray && at >= self.length))
    return fail(
      'ArrayIndexOutOfBoundsException',
      index < 0
        ? `Negative array index [${index}] too large for array size ${self.length}`
        : `Index ${index} out of bounds for length ${self.length}`,
    );
  if (at > mostItems) fail('OutOfMemoryError', `a list of more than ${mostItems} items`);
  while (self.length < at) self.push(null);
  self[at] = value;
  return null;
}
