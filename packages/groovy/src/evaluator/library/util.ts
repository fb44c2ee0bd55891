import { intAt, itemsAt, valueAt } from '../core/arguments.ts';
import { isClosure } from '../core/class-of.ts';
import { makeList, makeMap, makeSet } from '../core/collections.ts';
import { areEqual } from '../core/equality.ts';
import { task } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { itemsOf } from '../core/iterate.ts';
import { checkCount, insertAll } from '../core/maps.ts';
import { compareFor, compareValues } from '../core/ordering.ts';
import { textOf } from '../core/text.ts';
import { replaceAll, sort } from '../methods/sorting.ts';
import { GroovyClosure } from '../value/closure.ts';
import { known } from '../value/classes.ts';
import { JavaArray, javaArray, TypedMap } from '../value/collections.ts';
import type { Args, Context, MethodTable } from '../value/method.ts';
import { type GroovyClass } from '../value/object.ts';
import { Proxy } from '../value/proxy.ts';
import { Stream } from '../value/stream.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';
import { defineAtomics, defineOptional } from './holders.ts';
import { defineReaders } from './readers.ts';
import { defineStreams } from './streams.ts';
import { defineRandom } from './random.ts';
import { defineUuid } from './uuid.ts';

/** The collections, and what java.util has for them. */
export function defineUtil(): void {
  for (const name of ['ArrayList', 'LinkedList', 'ArrayDeque', 'Vector', 'Stack', 'CopyOnWriteArrayList'])
    define(name, {
      construct: ([from = null], context, cls) => {
        if (typeof from === 'number' && from < 0)
          return fail('IllegalArgumentException', `Illegal Capacity: ${from}`);
        return makeList(typeof from === 'number' ? [] : itemsOf(from, context), cls);
      },
    });
  for (const name of ['HashSet', 'LinkedHashSet', 'TreeSet']) define(name, { construct: makeSetOf });
  for (const name of [
    'HashMap',
    'LinkedHashMap',
    'TreeMap',
    'ConcurrentHashMap',
    'Hashtable',
    'Properties',
    'ConfigObject',
  ])
    define(name, { construct: makeMapOf });
  define('Collections', { statics: collectionsStatics });
  define('Arrays', { statics: arraysStatics });
  defineUuid();
  defineRandom();
  defineOptional();
  defineReaders();
  defineStreams();
  defineAtomics();
}

function makeSetOf([from = null]: Args, context: Context, cls: GroovyClass): Value {
  const set = makeSet([], cls);
  if (isClosure(from)) set.items.comparator = from;
  else if (from !== null && typeof from !== 'number') return makeSet(itemsOf(from, context), cls);
  return set;
}

function makeMapOf([from = null]: Args, _: Context, cls: GroovyClass): Value {
  if (cls === known('LinkedHashMap')) return new Map(from instanceof Map ? from : []);
  const map = makeMap(cls, from instanceof Map ? from : new Map());
  if (map instanceof TypedMap && isClosure(from)) map.comparator = from;
  return map;
}

function frozenMap(map: Map<Value, Value>): Value {
  const copy = new TypedMap(map);
  copy.frozen = true;
  return copy;
}

function frozenList(items: readonly Value[]): Value {
  return Object.freeze([...items]) as Value[];
}

const collectionsStatics: MethodTable<GroovyClass> = {
  'emptyList 0': () => frozenList([]),
  'emptyMap 0': () => frozenMap(new Map()),
  'emptySet 0': () => makeSet([]),
  'singletonList|singleton 1': (_, args) => frozenList([valueAt(args, 0)]),
  'singletonMap 2': (_, args) => frozenMap(new Map([[valueAt(args, 0), valueAt(args, 1)]])),
  'unmodifiableList|unmodifiableCollection 1': (_, args, context) => frozenList(itemsAt(args, 0, context)),
  'unmodifiableMap 1': (_, [map = null]) => frozenMap(map instanceof Map ? map : new Map()),
  'unmodifiableSet 1': (_, args, context) => {
    const set = makeSet(itemsAt(args, 0, context));
    set.items.frozen = true;
    return set;
  },
  'synchronizedList|synchronizedMap|synchronizedSet 1': (_, args) => valueAt(args, 0),
  'sort 1 2': task(function* (_, [list = null, order], context) {
    if (Array.isArray(list)) replaceAll(list, yield* sort([...list], order, context));
    return null;
  }),
  'reverse 1': (_, [list = null]) => {
    if (Array.isArray(list)) list.reverse();
    return null;
  },
  'shuffle 1 2': (_, [list = null]) => {
    if (!Array.isArray(list)) return null;
    for (let index = list.length - 1; index > 0; index -= 1) {
      const other = Math.floor(Math.random() * (index + 1));
      [list[index], list[other]] = [list[other] ?? null, list[index] ?? null];
    }
    return null;
  },
  'swap 3': (_, args) => {
    const [list = null] = args;
    const [a, b] = [intAt(args, 1), intAt(args, 2)];
    if (Array.isArray(list)) [list[a], list[b]] = [list[b] ?? null, list[a] ?? null];
    return null;
  },
  addAll: (_, args) => {
    const [target = null, ...given] = args;
    const [first] = given;
    const items = given.length === 1 && first instanceof JavaArray ? first : given;
    if (Array.isArray(target)) insertAll(target, target.length, items);
    return items.length > 0;
  },
  'max 1 2': (_, [list = null, order], context) => best(itemsOf(list, context), order, context, 1),
  'min 1 2': (_, [list = null, order], context) => best(itemsOf(list, context), order, context, -1),
  'frequency 2': (_, args, context) =>
    itemsAt(args, 0, context).filter((each) => areEqual(each, valueAt(args, 1), context)).length,
  'nCopies 2': (_, args) => {
    checkCount(intAt(args, 0));
    return Array.from({ length: intAt(args, 0) }, () => valueAt(args, 1));
  },
  'disjoint 2': (_, args, context) =>
    !itemsAt(args, 0, context).some((each) =>
      itemsAt(args, 1, context).some((other) => areEqual(each, other, context)),
    ),
  'binarySearch 2': (_, args, context) => binarySearch(itemsAt(args, 0, context), valueAt(args, 1)),
  'reverseOrder 0': (_, __, context) =>
    comparator((left, right) => -compareValues(left, right, context), context),
  'reverseOrder 1': (_, [order], context) =>
    comparator(
      (left, right) =>
        -compareFor(isClosure(order ?? null) ? (order as never) : undefined, context)(left, right),
      context,
    ),
};

function comparator(compare: (left: Value, right: Value) => number, context: Context): Proxy {
  const body = {
    parameters: ['a', 'b'],
    types: ['java.lang.Object', 'java.lang.Object'],
    count: 2,
    run: (_: GroovyClosure, [left = null, right = null]: Args): Value => compare(left, right),
  };
  return new Proxy(known('Comparator'), new GroovyClosure(body, context, null, null));
}

function best(items: readonly Value[], order: Value | undefined, context: Context, sign: 1 | -1): Value {
  const compare = compareFor(isClosure(order) ? order : undefined, context);
  if (items.length === 0) return fail('NoSuchElementException', 'the collection is empty');
  return items.reduce((winner, each) => (compare(each, winner) * sign > 0 ? each : winner));
}

function binarySearch(items: readonly Value[], key: Value): Value {
  let [low, high] = [0, items.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compareValues(items[middle] ?? null, key);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -(low + 1);
}

const arraysStatics: MethodTable<GroovyClass> = {
  asList: (_, args, context) => listOf(args, context),
  stream: (_, args, context) => new Stream(listOf(args, context)),
  'toString|deepToString 1': (_, [array = null]) => textOf(array),
  'equals|deepEquals 2': (_, args) => areEqual(valueAt(args, 0), valueAt(args, 1)),
  'fill 2': (_, [array = null, value = null]) => {
    if (Array.isArray(array)) array.fill(value);
    return null;
  },
  'sort 1 2': task(function* (_, [array = null, order], context) {
    if (!Array.isArray(array)) return null;
    const sorted = yield* sort([...array], order, context);
    for (const [index, item] of sorted.entries()) array[index] = item;
    return null;
  }),
  'copyOf 2': (_, args) => copyOf(valueAt(args, 0), 0, intAt(args, 1)),
  'copyOfRange 3': (_, args) => copyOf(valueAt(args, 0), intAt(args, 1), intAt(args, 2)),
  'binarySearch 2': (_, args, context) => binarySearch(itemsAt(args, 0, context), valueAt(args, 1)),
  'hashCode 1': (_, args, context) => itemsAt(args, 0, context).length,
};

function listOf(args: readonly Value[], context: Context): Value[] {
  const [first] = args;
  return args.length === 1 && Array.isArray(first) ? [...itemsOf(first, context)] : [...args];
}

function copyOf(array: Value, from: number, to: number): Value {
  if (!(array instanceof JavaArray)) return fail('IllegalArgumentException', 'no array');
  const zero = /^(?:int|short|byte)$/.test(array.element)
    ? 0
    : array.element === 'long'
      ? 0n
      : array.element === 'boolean'
        ? false
        : null;
  return javaArray(
    Array.from({ length: to - from }, (_, index) => array[from + index] ?? zero),
    array.element,
  );
}
