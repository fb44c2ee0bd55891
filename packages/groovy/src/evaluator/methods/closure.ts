import { intAt, valueAt } from '../core/arguments.ts';
import { whenKnown } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { callValue } from '../core/invoke.ts';
import { mapGet, mapHas, mapPut } from '../core/maps.ts';
import { javaArray, TypedMap } from '../value/collections.ts';
import { GroovyClosure } from '../value/closure.ts';
import { isTrue } from '../core/truth.ts';
import type { Args, Context, MethodTable } from '../value/method.ts';
import type { Eventual, Value } from '../value/value.ts';
import { libraryClass } from '../value/classes.ts';
import { primitiveType } from '../core/types.ts';

/** Methods of groovy.lang.Closure. */
export const closureMethods: MethodTable<GroovyClosure> = {
  'call|doCall|run': (self, args, context) => callValue(self, args, context),
  curry: (self, given) => curried(self, self.body.count - given.length, (args) => [...given, ...args]),
  rcurry: (self, given) => curried(self, self.body.count - given.length, (args) => [...args, ...given]),
  ncurry: (self, args) => {
    const at = intAt(args, 0);
    const given = args.slice(1);
    return curried(self, self.body.count - given.length, (rest) => [
      ...rest.slice(0, at),
      ...given,
      ...rest.slice(at),
    ]);
  },
  'rightShift 1': (self, [next = null]) =>
    composed(self, (args, context) =>
      whenKnown(callValue(self, args, context), (value) => callValue(next, [value], context)),
    ),
  'leftShift 1': (self, [first = null]) =>
    first instanceof GroovyClosure
      ? composed(first, (args, context) =>
          whenKnown(callValue(first, args, context), (value) => callValue(self, [value], context)),
        )
      : composed(self, (args, context) => callValue(self, [first, ...args], context)),
  'memoize|memoizeAtMost|memoizeAtLeast|memoizeBetween 0 2': (self) => memoized(self),
  trampoline: (self, given) => trampolined(self, given),
  'getMaximumNumberOfParameters 0': (self) => self.body.count,
  'getParameterTypes 0': (self) =>
    javaArray(
      self.body.types.map((name) => libraryClass(name) ?? primitiveType(name, 0)?.cls ?? name),
      'Class',
    ),
  'getDelegate 0': (self) => self.delegate,
  'setDelegate 1': (self, args) => {
    self.setDelegate(valueAt(args, 0));
    return null;
  },
  'getOwner 0': (self) => self.owner,
  'getThisObject 0': (self) => self.self,
  'getResolveStrategy 0': (self) => self.resolveStrategy,
  'setResolveStrategy 1': (self, args) => {
    self.setResolveStrategy(intAt(args, 0));
    return null;
  },
  'clone 0': (self) => self.rehydrate(self.delegate, self.owner, self.self),
  'rehydrate 3': (self, [delegate = null, owner = null, own = null]) => self.rehydrate(delegate, owner, own),
  'dehydrate 0': (self) => self.rehydrate(null, null, null),
  'asWritable 0': (self) => self,
  'isCase 1': (self, args, context) =>
    whenKnown(callValue(self, args, context), (value) => isTrue(value, context)),
  'compare 2': (self, args, context) => callValue(self, args, context),
};

/** A closure that gives its arguments, changed, to another. */
function curried(base: GroovyClosure, count: number, change: (args: Args) => Args): GroovyClosure {
  const inner = base.rehydrate(base.delegate, base.owner, base.self);
  if (count < 0 && base.body.count === 0)
    fail('IllegalArgumentException', "Can't curry 1 arguments for a closure with 0 parameters.");
  const body = {
    parameters: base.body.parameters.slice(0, Math.max(count, 0)),
    types: base.body.types.slice(0, Math.max(count, 0)),
    count: Math.max(count, 0),
    run: (_: GroovyClosure, args: Args, context: Context): Eventual => inner.invoke(change(args), context),
  };
  return new GroovyClosure(body, base.context, base.owner, base.self, inner);
}

function composed(first: GroovyClosure, run: (args: Args, context: Context) => Eventual): GroovyClosure {
  const body = {
    ...first.body,
    run: (_: GroovyClosure, args: Args, context: Context): Eventual => run(args, context),
  };
  return new GroovyClosure(body, first.context, first.owner, first.self);
}

function memoized(base: GroovyClosure): GroovyClosure {
  const results = new TypedMap();
  return composed(base, (args, context) => {
    const key: Value = [...args];
    if (mapHas(results, key)) return mapGet(results, key) ?? null;
    return whenKnown(callValue(base, args, context), (value) => {
      mapPut(results, key, value);
      return value;
    });
  });
}

const pending = new WeakMap<GroovyClosure, Args>();

/** `closure.trampoline()`: what the closure gives is called until it is no trampoline any more. */
function trampolined(base: GroovyClosure, given: Args): GroovyClosure {
  const bounce = (value: Value, context: Context): Eventual => {
    const args = value instanceof GroovyClosure ? pending.get(value) : undefined;
    if (args === undefined || !(value instanceof GroovyClosure)) return value;
    return whenKnown(callValue(base, args, context), (next) => bounce(next, context));
  };
  const made = composed(base, (args, context) =>
    whenKnown(callValue(base, args, context), (value) => bounce(value, context)),
  );
  if (given.length > 0) pending.set(made, given);
  return made;
}
