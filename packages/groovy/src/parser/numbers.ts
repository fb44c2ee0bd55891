import type { NumberNode, NumberType } from '../ast/expression.ts';
import type { Token } from '../lexer/token.ts';

const integer = /^(?:0[xX][\da-fA-F]+|0[bB][01]+|\d+)[lLiIgG]?$/;

/** The node of a number token. */
export function numberNode({ text, start, end }: Token): NumberNode {
  const digits = text.replaceAll('_', '');
  const shape = integer.test(digits) ? integerOf(digits, 1n) : decimalOf(digits, '');
  return { kind: 'number', ...shape, start, end };
}

/** The node of a number token with `-` before it, which is one number, so that `-2147483648` is an Integer. */
export function negativeNumberNode({ text, end }: Token, start: number): NumberNode {
  const digits = text.replaceAll('_', '');
  const shape = integer.test(digits) ? integerOf(digits, -1n) : decimalOf(digits, '-');
  return { kind: 'number', ...shape, start, end };
}

interface Shape {
  readonly type: NumberType;
  readonly text: string;
}

const suffixes: Readonly<Record<string, NumberType>> = {
  l: 'Long',
  i: 'Integer',
  g: 'BigInteger',
  f: 'Float',
  d: 'Double',
};

function integerOf(digits: string, sign: bigint): Shape {
  const hasSuffix = /[lLiIgG]$/.test(digits);
  const bare = hasSuffix ? digits.slice(0, -1) : digits;
  const value = sign * BigInt(/^0\d/.test(bare) ? `0o${bare.slice(1)}` : bare.toLowerCase());
  const type = hasSuffix ? (suffixes[digits.slice(-1).toLowerCase()] ?? 'Integer') : narrowest(value);
  return { type, text: wrap(value, type).toString() };
}

function narrowest(value: bigint): NumberType {
  if (BigInt.asIntN(32, value) === value) return 'Integer';
  return BigInt.asIntN(64, value) === value ? 'Long' : 'BigInteger';
}

/** A suffix wins over the size: `3000000000i` loses its high bits. */
function wrap(value: bigint, type: NumberType): bigint {
  if (type === 'Integer') return BigInt.asIntN(32, value);
  return type === 'Long' ? BigInt.asIntN(64, value) : value;
}

function decimalOf(digits: string, sign: '' | '-'): Shape {
  const suffix = suffixes[digits.slice(-1).toLowerCase()];
  const hasSuffix = /[fFdDgG]$/.test(digits);
  const text = hasSuffix ? digits.slice(0, -1) : digits;
  return { type: suffix === 'Float' || suffix === 'Double' ? suffix : 'BigDecimal', text: `${sign}${text}` };
}
