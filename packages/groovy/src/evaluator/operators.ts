import type { BinaryOperator } from '../ast/operator.ts';
import { GroovyRuntimeError } from '../errors.ts';
import { textOf, typeOf } from './text.ts';
import { areEqual, compare, isTrue } from './truth.ts';
import type { Value } from './value.ts';

type Operation = (left: Value, right: Value) => Value | undefined;

/** No range is longer: a script must not fill the memory with one. */
const longestRange = 1_000_000;

/** What a binary operator without short cut gives. `offset` is for the error when it does not take these types. */
export function operate(operator: BinaryOperator, left: Value, right: Value, offset: number): Value {
  const result = operations.get(operator)?.(left, right);
  if (result !== undefined) return result;
  const types = `${typeOf(left)} ${operator} ${typeOf(right)}`;
  throw new GroovyRuntimeError('MissingMethodException', `there is no operation ${types}`, offset);
}

const operations: ReadonlyMap<BinaryOperator, Operation> = new Map<BinaryOperator, Operation>([
  ['+', add],
  ['-', subtract],
  ['*', multiply],
  ['/', arithmetic((a, b) => divided(a, b))],
  ['%', arithmetic((a, b) => a % b)],
  ['**', arithmetic((a, b) => a ** b)],
  ['==', (a, b) => areEqual(a, b)],
  ['!=', (a, b) => !areEqual(a, b)],
  ['<', order((sign) => sign < 0)],
  ['>', order((sign) => sign > 0)],
  ['<=', order((sign) => sign <= 0)],
  ['>=', order((sign) => sign >= 0)],
  ['<=>', (a, b) => compare(a, b)],
  ['in', contained],
  ['=~', (text, pattern) => matches(textOf(text), pattern)],
  ['==~', (text, pattern) => new RegExp(`^(?:${textOf(pattern)})$`).test(textOf(text))],
  ['<<', append],
  ['..', (a, b) => range(a, b, 0)],
  ['..<', (a, b) => range(a, b, 1)],
]);

/** `value instanceof Type`. */
export function isA(value: Value, type: string): boolean {
  return isInstance(value, type) === true;
}

function arithmetic(operation: (left: number, right: number) => number): Operation {
  return (left, right) =>
    typeof left === 'number' && typeof right === 'number' ? operation(left, right) : undefined;
}

function divided(left: number, right: number): number {
  if (right === 0) throw new GroovyRuntimeError('ArithmeticException', 'Division by zero');
  return left / right;
}

function order(test: (sign: number) => boolean): Operation {
  return (left, right) => {
    const sign = compare(left, right);
    return sign === undefined ? undefined : test(sign);
  };
}

function add(left: Value, right: Value): Value | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left === 'string' || typeof right === 'string') return textOf(left) + textOf(right);
  if (Array.isArray(left)) return [...left, ...(Array.isArray(right) ? right : [right])];
  if (left instanceof Map && right instanceof Map) return new Map([...left, ...right]);
  return undefined;
}

function subtract(left: Value, right: Value): Value | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string') return left.replace(textOf(right), () => '');
  if (!Array.isArray(left)) return undefined;
  const out = Array.isArray(right) ? right : [right];
  return left.filter((item) => !out.some((other) => areEqual(item, other)));
}

function multiply(left: Value, right: Value): Value | undefined {
  if (typeof right !== 'number') return undefined;
  if (typeof left === 'number') return left * right;
  if (right < 0 || right > longestRange) return undefined;
  if (typeof left === 'string') return left.repeat(right);
  return Array.isArray(left) ? Array.from({ length: right }, () => left).flat() : undefined;
}

function append(left: Value, right: Value): Value | undefined {
  if (typeof left === 'string') return left + textOf(right);
  if (typeof left === 'number' && typeof right === 'number') return left << right;
  if (!Array.isArray(left)) return undefined;
  left.push(right);
  return left;
}

function contained(item: Value, container: Value): Value | undefined {
  if (Array.isArray(container)) return container.some((other) => areEqual(item, other));
  if (container instanceof Map) return container.has(item);
  return container === null ? false : areEqual(item, container);
}

/** All matches: a string each, or with groups a list of the whole and its groups. Empty, and so false, for none. */
function matches(text: string, pattern: Value): Value {
  return [...text.matchAll(new RegExp(textOf(pattern), 'g'))].map((match) =>
    match.length === 1 ? match[0] : [...match].map((group) => group ?? null),
  );
}

function range(from: Value, to: Value, shortBy: number): Value | undefined {
  if (typeof from !== 'number' || typeof to !== 'number') return undefined;
  const step = to < from ? -1 : 1;
  const length = Math.abs(to - from) + 1 - shortBy;
  if (length > longestRange)
    throw new GroovyRuntimeError('IllegalArgumentException', 'this range is too long');
  return Array.from({ length: Math.max(0, length) }, (_, index) => from + index * step);
}

const kinds: ReadonlyMap<string, (value: Value) => boolean> = new Map<string, (value: Value) => boolean>([
  ['String', (value) => typeof value === 'string'],
  ['CharSequence', (value) => typeof value === 'string'],
  ['GString', (value) => typeof value === 'string'],
  ['Integer', (value) => Number.isInteger(value)],
  ['Number', (value) => typeof value === 'number'],
  ['Boolean', (value) => typeof value === 'boolean'],
  ['List', Array.isArray],
  ['Collection', Array.isArray],
  ['Map', (value) => value instanceof Map],
  ['Object', (value) => value !== null],
]);

function isInstance(value: Value, type: string): boolean {
  const short = type.slice(type.lastIndexOf('.') + 1);
  return kinds.get(short)?.(value) ?? typeOf(value) === short;
}

/** `value as Type`. Throws a GroovyRuntimeError when the value cannot be one. */
export function cast(value: Value, type: string, offset: number): Value {
  switch (type) {
    case 'String':
      return value === null ? null : textOf(value);
    case 'boolean':
    case 'Boolean':
      return isTrue(value);
    case 'int':
    case 'Integer':
    case 'long':
    case 'Long':
      return Math.trunc(toNumber(value, offset));
    case 'double':
    case 'BigDecimal':
      return toNumber(value, offset);
    case 'List':
      return Array.isArray(value) ? value : [value];
    default:
      if (isInstance(value, type)) return value;
      throw new GroovyRuntimeError(
        'GroovyCastException',
        `cannot make a ${type} of ${textOf(value)}`,
        offset,
      );
  }
}

/** The number that a text or number is. */
export function toNumber(value: Value, offset?: number): number {
  const number = typeof value === 'number' ? value : Number(textOf(value).trim() || Number.NaN);
  if (!Number.isNaN(number)) return number;
  throw new GroovyRuntimeError('NumberFormatException', `For input string: "${textOf(value)}"`, offset);
}
