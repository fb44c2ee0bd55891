import { GroovyRuntimeError } from '../../errors.ts';

/**
 * The most decimal digits of a BigInteger or BigDecimal. One operation cannot be interrupted: on numbers much longer
 * than this it takes seconds, and Java's own limit of 646 million digits would never be reached.
 */
export const mostDigits = 100_000;

let bound: bigint | undefined;

/** The number itself. Throws an ArithmeticException when it has too many digits. */
export function checkDigits(value: bigint): bigint {
  // To know the bound takes milliseconds, which hardly a script has to pay.
  if (BigInt.asIntN(64, value) === value) return value;
  bound ??= 10n ** BigInt(mostDigits);
  return value < bound && value > -bound ? value : tooLong();
}

/** 10 to the power of so much. Throws an ArithmeticException when that has too many digits. */
export function powerOfTen(exponent: number): bigint {
  return exponent > 2 * mostDigits ? tooLong() : 10n ** BigInt(exponent);
}

/** As java.math says it when its own limit is reached. */
export function tooLong(): never {
  throw new GroovyRuntimeError(
    'ArithmeticException',
    `BigInteger would overflow supported range: a number may have ${mostDigits} digits`,
  );
}
