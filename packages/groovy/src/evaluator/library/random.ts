import { randomBytes } from 'node:crypto';
import { intAt } from '../core/arguments.ts';
import { fail } from '../core/fail.ts';
import { toNumber } from '../core/numeric.ts';
import type { Args, Context } from '../value/method.ts';
import { Double } from '../value/numbers.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';
import { define } from './define.ts';

/** A java.util.Random; with a seed it gives Java's own numbers. */
class JavaRandom extends GroovyObject {
  seed: bigint;
  kept: number | undefined;
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

  /** By the polar method, of which Java keeps the second number for the next call. */
  nextGaussian(): number {
    const { kept } = this;
    this.kept = undefined;
    if (kept !== undefined) return kept;
    for (;;) {
      const [a, b] = [2 * this.nextDouble() - 1, 2 * this.nextDouble() - 1];
      const square = a * a + b * b;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.kept = b * factor;
      return a * factor;
    }
  }
}

/** java.util.Random and ThreadLocalRandom. */
export function defineRandom(): void {
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
      'nextGaussian 0': (self) => new Double(self.nextGaussian()),
      'nextBytes 1': (self, [array = null]) => {
        if (Array.isArray(array))
          for (let index = 0; index < array.length; index += 1) array[index] = (self.next(8) << 24) >> 24;
        return null;
      },
    },
  });
  define('ThreadLocalRandom', { statics: { 'current 0': (self, _, context) => make([], context, self) } });
}
