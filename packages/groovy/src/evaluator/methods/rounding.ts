import { fail } from '../core/fail.ts';
import { textOf } from '../core/text.ts';
import type { Rounding } from '../value/decimal.ts';
import type { Value } from '../value/value.ts';

/** In the order of the constants BigDecimal.ROUND_UP, …. */
export const roundings: readonly Rounding[] = [
  'UP',
  'DOWN',
  'CEILING',
  'FLOOR',
  'HALF_UP',
  'HALF_DOWN',
  'HALF_EVEN',
  'UNNECESSARY',
];

/** A rounding mode from a java.math.RoundingMode or a number of BigDecimal's. */
export function roundingOf(value: Value): Rounding {
  const found =
    typeof value === 'number' ? roundings[value] : roundings.find((each) => each === textOf(value));
  return found ?? fail('IllegalArgumentException', 'Invalid rounding mode');
}
