import { numberAt, valueAt } from '../core/arguments.ts';
import { areEqual } from '../core/equality.ts';
import { drive } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { callValue } from '../core/invoke.ts';
import { toInt } from '../core/numeric.ts';
import { textOf } from '../core/text.ts';
import { known } from '../value/classes.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';

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

/** java.util.Optional. */
export function defineOptional(): void {
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

/** java.util.concurrent.atomic. */
export function defineAtomics(): void {
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
