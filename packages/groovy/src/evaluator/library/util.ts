import { randomBytes, randomUUID, createHash } from 'node:crypto';
import { intAt, itemsAt, numberAt, textAt, valueAt } from '../core/arguments.ts';
import { isClosure } from '../core/class-of.ts';
import { makeList, makeMap, makeSet } from '../core/collections.ts';
import { areEqual } from '../core/equality.ts';
import { drive, task } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { callValue } from '../core/invoke.ts';
import { itemsOf } from '../core/iterate.ts';
import { compareFor, compareValues } from '../core/ordering.ts';
import { toInt, toNumber } from '../core/numeric.ts';
import { textOf } from '../core/text.ts';
import { replaceAll, sort } from '../methods/sorting.ts';
import { GroovyClosure } from '../value/closure.ts';
import { known } from '../value/classes.ts';
import { JavaArray, javaArray, TypedMap } from '../value/collections.ts';
import type { Args, Context, MethodTable } from '../value/method.ts';
import { Double } from '../value/numbers.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import { Proxy } from '../value/proxy.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';

/** The collections, and what java.util has for them. */
export function defineUtil(): void {
  for (const name of ['ArrayList', 'LinkedList', 'ArrayDeque', 'Vector', 'Stack', 'CopyOnWriteArrayList'])
    define(name, {
      construct: ([from = null], context, cls) =>
        makeList(typeof from === 'number' ? [] : itemsOf(from, context), cls),
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
    const [target = null, ...items] = args;
    if (Array.isArray(target)) target.push(...items);
    return items.length > 0;
  },
  'max 1 2': (_, [list = null, order], context) => best(itemsOf(list, context), order, context, 1),
  'min 1 2': (_, [list = null, order], context) => best(itemsOf(list, context), order, context, -1),
  'frequency 2': (_, args, context) =>
    itemsAt(args, 0, context).filter((each) => areEqual(each, valueAt(args, 1), context)).length,
  'nCopies 2': (_, args) => Array.from({ length: intAt(args, 0) }, () => valueAt(args, 1)),
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
  'asList|stream': (_, args, context) =>
    args.length === 1 && Array.isArray(args[0]) ? [...itemsOf(args[0], context)] : [...args],
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

/** A java.util.UUID. */
export class Uuid extends GroovyObject {
  readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  get cls(): GroovyClass {
    return known('UUID');
  }

  get hashKey(): string {
    return this.text;
  }

  get sortKey(): string {
    return this.text;
  }
}

function defineUuid(): void {
  define<Uuid>('UUID', {
    statics: {
      'randomUUID 0': () => new Uuid(randomUUID()),
      'fromString 1': (_, args) => {
        const text = textAt(args, 0);
        if (!/^[0-9a-f]{1,8}(?:-[0-9a-f]{1,4}){3}-[0-9a-f]{1,12}$/i.test(text))
          return fail('IllegalArgumentException', `Invalid UUID string: ${text}`);
        return new Uuid(text.toLowerCase());
      },
      'nameUUIDFromBytes 1': (_, args, context) => {
        const hash = createHash('md5')
          .update(Uint8Array.from(itemsAt(args, 0, context), (byte) => Number(byte) & 0xff))
          .digest();
        hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x30;
        hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
        return new Uuid(hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
      },
    },
    methods: {
      'toString 0': (self) => self.text,
      'version 0': (self) => Number.parseInt(self.text[14] ?? '0', 16),
    },
  });
}

/** A java.util.Random; with a seed it gives Java's own numbers. */
class JavaRandom extends GroovyObject {
  seed: bigint;
  readonly cls: GroovyClass;

  constructor(seed: bigint, cls: GroovyClass) {
    super();
    this.seed = (seed ^ 0x5deece66dn) & ((1n << 48n) - 1n);
    this.cls = cls;
  }

  next(bits: number): number {
    this.seed = (this.seed * 0x5deece66dn + 0xbn) & ((1n << 48n) - 1n);
    return Number(BigInt.asIntN(32, this.seed >> BigInt(48 - bits)));
  }

  nextInt(bound: number): number {
    if (bound <= 0) fail('IllegalArgumentException', 'bound must be positive');
    const first = this.next(31);
    if ((bound & -bound) === bound) return Number((BigInt(bound) * BigInt(first)) >> 31n);
    let [bits, value] = [first, first % bound];
    while (bits - value + (bound - 1) > 0x7fffffff) {
      bits = this.next(31);
      value = bits % bound;
    }
    return value;
  }

  nextDouble(): number {
    return (this.next(26) * 2 ** 27 + this.next(27)) / 2 ** 53;
  }
}

function defineRandom(): void {
  const make = ([seed]: Args, _: Context, cls: GroovyClass): Value =>
    new JavaRandom(seed === undefined ? randomBytes(8).readBigInt64LE() : BigInt(toNumber(seed)), cls);
  define<JavaRandom>('Random', {
    construct: make,
    methods: {
      'nextInt 0': (self) => self.next(32),
      'nextInt 1': (self, args) => self.nextInt(intAt(args, 0)),
      'nextInt 2': (self, args) => intAt(args, 0) + self.nextInt(intAt(args, 1) - intAt(args, 0)),
      'nextLong 0': (self) => BigInt.asIntN(64, (BigInt(self.next(32)) << 32n) + BigInt(self.next(32))),
      'nextBoolean 0': (self) => self.next(1) !== 0,
      'nextDouble 0': (self) => new Double(self.nextDouble()),
      'nextBytes 1': (self, [array = null]) => {
        if (Array.isArray(array))
          for (let index = 0; index < array.length; index += 1) array[index] = (self.next(8) << 24) >> 24;
        return null;
      },
    },
  });
  define('ThreadLocalRandom', { statics: { 'current 0': (self, _, context) => make([], context, self) } });
}

/** A java.util.Optional; null is the empty one. */
class JavaOptional extends GroovyObject {
  readonly value: Value;

  constructor(value: Value) {
    super();
    this.value = value;
  }

  get cls(): GroovyClass {
    return known('Optional');
  }
}

function defineOptional(): void {
  define<JavaOptional>('Optional', {
    statics: {
      'of|ofNullable 1': (_, args) => new JavaOptional(valueAt(args, 0)),
      'empty 0': () => new JavaOptional(null),
    },
    methods: {
      'isPresent|asBoolean 0': (self) => self.value !== null,
      'isEmpty 0': (self) => self.value === null,
      'get 0': (self) => self.value ?? fail('NoSuchElementException', 'No value present'),
      'orElse 1': (self, args) => self.value ?? valueAt(args, 0),
      'orElseGet 1': (self, args, context) => self.value ?? callValue(valueAt(args, 0), [], context),
      'map 1': (self, args, context) =>
        self.value === null
          ? self
          : drive(
              (function* () {
                return new JavaOptional(yield callValue(valueAt(args, 0), [self.value], context));
              })(),
            ),
      'ifPresent 1': (self, args, context) =>
        self.value === null ? null : callValue(valueAt(args, 0), [self.value], context),
      'toString 0': (self) => (self.value === null ? 'Optional.empty' : `Optional[${textOf(self.value)}]`),
    },
  });
}

/** AtomicInteger, AtomicLong, AtomicBoolean and AtomicReference. */
class Atomic extends GroovyObject {
  value: Value;
  readonly cls: GroovyClass;

  constructor(value: Value, cls: GroovyClass) {
    super();
    this.value = value;
    this.cls = cls;
  }

  plus(by: number): Value {
    this.value =
      typeof this.value === 'bigint'
        ? BigInt.asIntN(64, this.value + BigInt(by))
        : (toInt(this.value) + by) | 0;
    return this.value;
  }
}

function defineAtomics(): void {
  for (const [name, zero] of [
    ['AtomicInteger', 0],
    ['AtomicLong', 0n],
    ['AtomicBoolean', false],
    ['AtomicReference', null],
  ] as const) {
    define<Atomic>(name, {
      construct: ([value], _, cls) => new Atomic(value ?? zero, cls),
      methods: {
        'get|intValue|longValue|getPlain 0': (self) => self.value,
        'set|lazySet 1': (self, args) => {
          self.value = valueAt(args, 0);
          return null;
        },
        'getAndSet 1': (self, args) => {
          const before = self.value;
          self.value = valueAt(args, 0);
          return before;
        },
        'compareAndSet 2': (self, args) => {
          const same = areEqual(self.value, valueAt(args, 0));
          if (same) self.value = valueAt(args, 1);
          return same;
        },
        'incrementAndGet|next 0': (self) => self.plus(1),
        'decrementAndGet|previous 0': (self) => self.plus(-1),
        'addAndGet 1': (self, args) => self.plus(numberAt(args, 0)),
        'getAndIncrement 0': (self) => before(self, 1),
        'getAndDecrement 0': (self) => before(self, -1),
        'getAndAdd 1': (self, args) => before(self, numberAt(args, 0)),
        'toString 0': (self) => textOf(self.value),
      },
    });
  }
}

function before(self: Atomic, by: number): Value {
  const { value } = self;
  self.plus(by);
  return value;
}
