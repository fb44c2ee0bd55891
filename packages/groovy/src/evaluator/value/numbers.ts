import { known } from './classes.ts';
import { checkDigits } from './digits.ts';
import { GroovyObject, type GroovyClass } from './object.ts';

/** A java.lang.Double. */
export class Double extends GroovyObject {
  readonly value: number;

  constructor(value: number) {
    super();
    this.value = value;
  }

  get cls(): GroovyClass {
    return known('Double');
  }
}

/** A java.lang.Float; `value` is rounded to 32 bits. */
export class Float extends GroovyObject {
  readonly value: number;

  constructor(value: number) {
    super();
    this.value = Math.fround(value);
  }

  get cls(): GroovyClass {
    return known('Float');
  }
}

/** A java.lang.Byte or Short. The items of a `byte[]` or `short[]` are plain numbers. */
export class SmallInteger extends GroovyObject {
  readonly value: number;
  readonly bits: 8 | 16;

  constructor(value: number, bits: 8 | 16) {
    super();
    this.value = (value << (32 - bits)) >> (32 - bits);
    this.bits = bits;
  }

  get cls(): GroovyClass {
    return known(this.bits === 8 ? 'Byte' : 'Short');
  }

  override valueOf(): number {
    return this.value;
  }
}

/** A java.math.BigInteger. */
export class BigInteger extends GroovyObject {
  readonly value: bigint;

  constructor(value: bigint) {
    super();
    this.value = checkDigits(value);
  }

  get cls(): GroovyClass {
    return known('BigInteger');
  }
}

/** A java.lang.Character, one UTF-16 unit. */
export class Char extends GroovyObject {
  readonly code: number;

  constructor(code: number) {
    super();
    this.code = code & 0xffff;
  }

  get cls(): GroovyClass {
    return known('Character');
  }

  get text(): string {
    return String.fromCharCode(this.code);
  }
}

/** A Java long: wrapped to 64 bits. */
export function long(value: bigint): bigint {
  return BigInt.asIntN(64, value);
}
