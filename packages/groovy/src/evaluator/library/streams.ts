import { closureAt, testWith, valueAt } from '../core/arguments.ts';
import { task } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { callValue, invokeMethod, invokeStatic } from '../core/invoke.ts';
import { itemsOf } from '../core/iterate.ts';
import { textOf } from '../core/text.ts';
import { known } from '../value/classes.ts';
import type { MethodTable } from '../value/method.ts';
import type { GroovyClass } from '../value/object.ts';
import { Collector, Stream } from '../value/stream.ts';
import type { Args, Context } from '../value/method.ts';
import type { Eventual, Value } from '../value/value.ts';
import { define } from './define.ts';

/** java.util.stream, as far as scripts use it: what Groovy's own methods of a list do, under Java's names. */
export function defineStreams(): void {
  // Static methods of an interface, such as IntStream.range, cannot be called from Groovy 2.4.
  define<Stream>('Stream', { methods: streamMethods });
  define<Stream>('IntStream', { methods: { ...streamMethods, ...sums } });
  const names = ['toList', 'toSet', 'joining', 'counting', 'groupingBy', 'toMap'];
  define('Collectors', {
    statics: Object.fromEntries(
      names.map((name) => [name, (_: GroovyClass, args: Args): Value => new Collector(name, args)]),
    ),
  });
}

/** A method of a list, for the items of a stream. */
function onList(name: string): (self: Stream, args: Args, context: Context) => Eventual {
  return (self, args, context) => invokeMethod([...self.items], name, args, context);
}

/** The same, when the result is a stream again. */
function toStream(name: string, isOfNumbers?: boolean): MethodTable<Stream>[string] {
  return task(function* (self: Stream, args: Args, context: Context) {
    const items = yield invokeMethod([...self.items], name, args, context);
    return new Stream(itemsOf(items, context), isOfNumbers ?? self.isOfNumbers);
  });
}

const streamMethods: MethodTable<Stream> = {
  'map 1': toStream('collect'),
  'peek 1': task(function* (self, args, context) {
    for (const item of self.items) yield callValue(closureAt(args, 0), [item], context);
    return self;
  }),
  'mapToObj 1': toStream('collect', false),
  'mapToInt|mapToLong|mapToDouble 1': toStream('collect', true),
  'boxed 0': (self) => new Stream(self.items),
  'filter 1': toStream('findAll'),
  'sorted 0 1': toStream('toSorted'),
  'distinct 0': toStream('toUnique'),
  'limit 1': toStream('take'),
  'skip 1': toStream('drop'),
  'flatMap 1': task(function* (self, args, context) {
    const items: Value[] = [];
    for (const item of self.items) {
      const inner = yield callValue(closureAt(args, 0), [item], context);
      items.push(...(inner instanceof Stream ? inner.items : itemsOf(inner, context)));
    }
    return new Stream(items);
  }),
  'forEach|forEachOrdered 1': task(function* (self, args, context) {
    for (const item of self.items) yield callValue(closureAt(args, 0), [item], context);
    return null;
  }),
  'anyMatch 1': onList('any'),
  'allMatch 1': onList('every'),
  'noneMatch 1': task(function* (self, args, context) {
    for (const item of self.items) if (yield testWith(closureAt(args, 0), [item], context)) return false;
    return true;
  }),
  'count 0': (self) => BigInt(self.items.length),
  'findFirst|findAny 0': (self, _, context) =>
    invokeStatic(known('Optional'), 'ofNullable', [self.items[0] ?? null], context),
  'reduce 2': (self, args, context) =>
    invokeMethod([...self.items], 'inject', [valueAt(args, 0), valueAt(args, 1)], context),
  'toList 0': (self) => [...self.items],
  'iterator 0': onList('iterator'),
  'toArray 0 1': onList('toArray'),
  'collect 1': (self, [how = null], context) => {
    if (how instanceof Collector) return collected([...self.items], how, context);
    return invokeMethod([...self.items], 'collect', [how], context);
  },
};

const sums: MethodTable<Stream> = {
  'sum 0': (self, _, context) =>
    self.items.length === 0 ? 0 : invokeMethod([...self.items], 'sum', [], context),
};

function collected(items: Value[], { method, args }: Collector, context: Context): Eventual {
  const [first = null, second = null] = args;
  switch (method) {
    case 'toList':
      return items;
    case 'toSet':
      return invokeMethod(items, 'toSet', [], context);
    case 'joining':
      return joined(items, args, context);
    case 'counting':
      return BigInt(items.length);
    case 'groupingBy':
      return invokeMethod(items, 'groupBy', [first], context);
    case 'toMap':
      return asMap(items, first, second, context);
    default:
      return fail('UnsupportedOperationException', `Collectors.${method} is not supported`);
  }
}

const joined = task(function* (items: Value[], args: Args, context: Context) {
  const [separator = '', prefix = '', suffix = ''] = args;
  const text = yield invokeMethod(items, 'join', [separator], context);
  return [prefix, text, suffix].map((part) => textOf(part, context)).join('');
});

function asMap(items: readonly Value[], key: Value, value: Value, context: Context): Eventual {
  return mapped(items, [key, value], context);
}

const mapped = task(function* (items: readonly Value[], [key = null, value = null]: Args, context: Context) {
  const map = new Map<Value, Value>();
  for (const item of items) {
    const name = yield callValue(key, [item], context);
    map.set(name, yield callValue(value, [item], context));
  }
  return map;
});
