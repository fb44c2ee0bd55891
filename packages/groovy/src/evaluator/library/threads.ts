import { valueAt } from '../core/arguments.ts';
import { hostArguments } from '../core/boundary.ts';
import { whenKnown } from '../core/eventual.ts';
import { fail, refuse } from '../core/fail.ts';
import { callNamed } from '../core/invoke.ts';
import { convertNumber } from '../core/cast.ts';
import { toBigInt } from '../core/numeric.ts';
import { textOf } from '../core/text.ts';
import { known } from '../value/classes.ts';
import { BigInteger } from '../value/numbers.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';

/** The one thread that a script sees. */
class CurrentThread extends GroovyObject {
  get cls(): GroovyClass {
    return known('Thread');
  }
}

/** java.lang.Thread, as far as a script may use it, and java.util.concurrent.TimeUnit. */
export function defineThreads(): void {
  define('Thread', {
    statics: {
      // The host's step takes seconds, or milliseconds with a unit.
      'sleep 1 2': (_, args, context) => {
        const time = new Map<Value, Value>([
          ['time', valueAt(args, 0)],
          ['unit', 'MILLISECONDS'],
        ]);
        return whenKnown(
          context.host.callMethod('sleep', hostArguments([time], true, context), callNamed('sleep')),
          () => null,
        );
      },
      'currentThread 0': () => new CurrentThread(),
      'start|startDaemon 1 2': () =>
        refuse(
          'staticMethod org.codehaus.groovy.runtime.DefaultGroovyStaticMethods start java.lang.Thread groovy.lang.Closure',
        ),
    },
    methods: {
      'getName|toString 0': () => 'Running the script',
      'getId 0': () => 1n,
      'isInterrupted 0': () => false,
      'getContextClassLoader 0': () => refuse('method java.lang.Thread getContextClassLoader'),
      'getStackTrace 0': () => refuse('method java.lang.Thread getStackTrace'),
    },
    construct: () => refuse('new java.lang.Thread java.lang.Runnable'),
  });
  defineTimeUnit();
}

const nanoseconds: Readonly<Record<string, bigint>> = {
  NANOSECONDS: 1n,
  MICROSECONDS: 1000n,
  MILLISECONDS: 1_000_000n,
  SECONDS: 1_000_000_000n,
  MINUTES: 60_000_000_000n,
  HOURS: 3_600_000_000_000n,
  DAYS: 86_400_000_000_000n,
};

class Unit extends GroovyObject {
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }

  get cls(): GroovyClass {
    return known('TimeUnit');
  }
}

function defineTimeUnit(): void {
  const units = new Map(Object.keys(nanoseconds).map((name) => [name, new Unit(name)]));
  const convert = (amount: Value, from: string, to: string): Value =>
    convertNumber(
      new BigInteger((toBigInt(amount) * (nanoseconds[from] ?? 1n)) / (nanoseconds[to] ?? 1n)),
      known('Long'),
    );
  const conversions = Object.fromEntries(
    [...units.keys()].map((to) => {
      const name = `to${to === 'NANOSECONDS' ? 'Nanos' : to === 'MICROSECONDS' ? 'Micros' : to === 'MILLISECONDS' ? 'Millis' : to.charAt(0) + to.slice(1).toLowerCase()} 1`;
      return [name, (self: Unit, args: readonly Value[]): Value => convert(valueAt(args, 0), self.name, to)];
    }),
  );
  define<Unit>('TimeUnit', {
    constants: Object.fromEntries([...units].map(([name, unit]) => [name, (): Value => unit])),
    statics: {
      'valueOf 1': (_, [name = null]) =>
        units.get(textOf(name)) ??
        fail('IllegalArgumentException', `No enum constant java.util.concurrent.TimeUnit.${textOf(name)}`),
      'values 0': () => [...units.values()],
    },
    methods: {
      ...conversions,
      'convert 2': (self, args) => {
        const from = valueAt(args, 1);
        return from instanceof Unit
          ? convert(valueAt(args, 0), from.name, self.name)
          : fail('IllegalArgumentException', 'no TimeUnit');
      },
      'sleep 1': (self, args, context) => {
        const time = new Map<Value, Value>([
          ['time', valueAt(args, 0)],
          ['unit', self.name],
        ]);
        return whenKnown(
          context.host.callMethod('sleep', hostArguments([time], true, context), callNamed('sleep')),
          () => null,
        );
      },
      'name|toString 0': (self) => self.name,
      'ordinal 0': (self) => Object.keys(nanoseconds).indexOf(self.name),
    },
  });
}
