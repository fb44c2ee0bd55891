import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  add,
  BigDecimal,
  compareDecimals,
  divide,
  multiply,
  negate,
  parseDecimal,
  roundTo,
  setScale,
} from './decimal.ts';

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: -6, max: 12 }))
  .map(([unscaled, scale]) => new BigDecimal(unscaled, scale));

test('a decimal is read back as it was written', () => {
  fc.assert(
    fc.property(decimals, (value) => {
      const read = parseDecimal(value.toString());
      assert.deepEqual([read?.unscaled, read?.scale], [value.unscaled, value.scale]);
    }),
  );
});

test('sums and products keep the laws of arithmetic', () => {
  fc.assert(
    fc.property(decimals, decimals, decimals, (a, b, c) => {
      assert.equal(compareDecimals(add(a, b), add(b, a)), 0);
      assert.equal(compareDecimals(multiply(a, add(b, c)), add(multiply(a, b), multiply(a, c))), 0);
      assert.equal(add(a, negate(a)).unscaled, 0n);
    }),
  );
});

test('a quotient is exact, or no further off than its last digit', () => {
  fc.assert(
    fc.property(
      decimals,
      decimals.filter(({ unscaled }) => unscaled !== 0n),
      (a, b) => {
        const quotient = divide(a, b);
        const rest = add(multiply(quotient, b), negate(a));
        const step = multiply(new BigDecimal(1n, quotient.scale), b);
        const size = (value: BigDecimal): BigDecimal => (value.unscaled < 0n ? negate(value) : value);
        assert.ok(compareDecimals(size(rest), size(step)) <= 0);
      },
    ),
  );
});

describe('rounding', () => {
  for (const [text, scale, rounding, expected] of [
    ['2.5', 0, 'HALF_UP', '3'],
    ['2.5', 0, 'HALF_EVEN', '2'],
    ['-2.5', 0, 'HALF_UP', '-3'],
    ['-2.5', 0, 'HALF_DOWN', '-2'],
    ['2.41', 1, 'UP', '2.5'],
    ['-2.41', 1, 'CEILING', '-2.4'],
    ['-2.41', 1, 'FLOOR', '-2.5'],
    ['2.49', 1, 'DOWN', '2.4'],
    ['2.4', 3, 'UNNECESSARY', '2.400'],
  ] as const) {
    test(`${text} to ${scale} ${rounding}`, () => {
      assert.equal(
        setScale(parseDecimal(text) ?? new BigDecimal(0n, 0), scale, rounding).toString(),
        expected,
      );
    });
  }
  test('UNNECESSARY does not round', () => {
    assert.throws(() => setScale(new BigDecimal(25n, 1), 0, 'UNNECESSARY'), RangeError);
  });
  test('to a number of digits', () => {
    assert.equal(roundTo(new BigDecimal(9996n, 2), 3, 'HALF_UP').toString(), '100');
  });
});
