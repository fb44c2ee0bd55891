import type { BinaryOperator, UnaryOperator } from '../../ast/operator.ts';
import { GroovyClosure } from '../value/closure.ts';
import { Range } from '../value/collections.ts';
import { Instance } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import { BigInteger, Char, SmallInteger } from '../value/numbers.ts';
import { GroovyClass } from '../value/object.ts';
import { GString } from '../value/text-values.ts';
import type { Eventual, Value } from '../value/value.ts';
import { Matcher } from '../regex/matcher.ts';
import { Pattern, patternOf } from '../regex/pattern.ts';
import { isInstance } from './class-of.ts';
import { areEqual } from './equality.ts';
import { whenKnown } from './eventual.ts';
import { fail } from './fail.ts';
import { invokeCategory, invokeMethod } from './invoke.ts';
import { bits, calculate, isNumber, isWhole, negative, raise } from './numeric.ts';
import { compareValues } from './ordering.ts';
import { checkLength, textOf, writtenText } from './text.ts';
import { isTrue } from './truth.ts';

export type Operator = Exclude<BinaryOperator, '&&' | '||'>;

const methods: Readonly<Partial<Record<Operator, string>>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'multiply',
  '/': 'div',
  '%': 'mod',
  '**': 'power',
  '<<': 'leftShift',
  '>>': 'rightShift',
  '>>>': 'rightShiftUnsigned',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
};

/** `left operator right`. Fails with what Groovy would throw. */
export function operate(operator: Operator, left: Value, right: Value, context: Context): Eventual {
  if (context.categories !== undefined && left !== null) {
    const result = invokeCategory(left, methods[operator] ?? operator, [right], context);
    if (result !== undefined) return result;
  }
  switch (operator) {
    case '+':
      if (typeof left === 'number' && typeof right === 'number' && isInt(left) && isInt(right))
        return (left + right) | 0;
      if (typeof left === 'string') return checkLength(left + writtenText(right, context));
      break;
    case '-':
      if (typeof left === 'number' && typeof right === 'number' && isInt(left) && isInt(right))
        return (left - right) | 0;
      break;
    case '==':
      return equal(left, right, context);
    case '!=':
      return whenKnown(equal(left, right, context), (same) => same !== true);
    case '<=>':
      return Math.sign(compareValues(left, right, context));
    case '<':
      return compareValues(left, right, context) < 0;
    case '>':
      return compareValues(left, right, context) > 0;
    case '<=':
      return compareValues(left, right, context) <= 0;
    case '>=':
      return compareValues(left, right, context) >= 0;
    case 'in':
      return isCase(right, left, context);
    case '=~':
      return new Matcher(asPattern(right, context), textOf(left, context));
    case '==~':
      return left !== null && asPattern(right, context).matchAll(textOf(left, context)) !== undefined;
    case '..':
      return rangeOf(left, right, true, context);
    case '..<':
      return rangeOf(left, right, false, context);
  }
  return isNumber(left) && isNumber(right)
    ? numeric(operator, left, right, context)
    : byMethod(operator, left, right, context);
}

function isInt(value: number): boolean {
  return value === (value | 0);
}

function numeric(operator: Operator, left: Value, right: Value, context: Context): Eventual {
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return calculate(operator, left, right);
    case '**':
      return raise(left, right);
  }
  return isWhole(left) && isWhole(right)
    ? bits(operator, left, right)
    : byMethod(operator, left, right, context);
}

function byMethod(operator: Operator, left: Value, right: Value, context: Context): Eventual {
  if (typeof left === 'boolean' && typeof right === 'boolean' && '&|^'.includes(operator))
    return bits(operator, left, right);
  if (left === null && operator === '+' && (typeof right === 'string' || right instanceof GString))
    return `null${textOf(right, context)}`;
  return invokeMethod(left, methods[operator] ?? operator, [right], context);
}

/** A method `equals` of the script may call a step. */
function equal(left: Value, right: Value, context: Context): Eventual {
  return areEqual(left, right, context);
}

export function asPattern(value: Value, context: Context): Pattern {
  if (value instanceof Pattern) return value;
  if (value === null) return fail('NullPointerException', 'Cannot use null as a regular expression');
  return patternOf(textOf(value, context));
}

/** Whether a `case` takes a value, and what `value in test` gives. */
export function isCase(test: Value, value: Value, context: Context): Eventual {
  if (test === null) return value === null;
  if (test instanceof GroovyClass) return test === value || isInstance(value, test);
  if (test instanceof GroovyClosure)
    return whenKnown(test.invoke([value], context), (answer) => isTrue(answer, context));
  if (test instanceof Pattern) return value !== null && test.matchAll(textOf(value, context)) !== undefined;
  if (typeof test === 'string' || test instanceof GString)
    return value !== null && textOf(test, context) === textOf(value, context);
  if (typeof test === 'object' && !isPlainValue(test))
    return whenKnown(invokeMethod(test, 'isCase', [value], context), (answer) => isTrue(answer, context));
  return areEqual(test, value, context);
}

function isPlainValue(value: Value): boolean {
  return isNumber(value) || value instanceof Char;
}

const longestRange = 10_000_000;

/** `from..to`; of integers without making them. */
function rangeOf(from: Value, to: Value, inclusive: boolean, context: Context): Value {
  if (from === null || to === null)
    return fail('IllegalArgumentException', 'a range has no null at its ends');
  if (typeof from === 'number' && typeof to === 'number') return intRange(from, to, inclusive);
  const [left, right] = endsOf(from, to, context);
  const order = compareValues(left, right, context);
  if (!inclusive && order === 0) return new Range(left, left, false, []);
  const items = steps(left, right, order > 0, context);
  if (!inclusive) items.pop();
  const reverse = order > 0;
  return reverse
    ? new Range(items.at(-1) ?? left, left, true, items)
    : new Range(left, items.at(-1) ?? left, false, items);
}

function intRange(from: number, to: number, inclusive: boolean): Range {
  if (inclusive) return from <= to ? new Range(from, to, false) : new Range(to, from, true);
  if (from === to) return new Range(from, from, false, [], to);
  return from < to
    ? new Range(from, to - 1, false, undefined, to)
    : new Range(to + 1, from, true, undefined, to);
}

/** Ends of mixed kinds: a letter and a number count by the letter's code. */
function endsOf(from: Value, to: Value, context: Context): [Value, Value] {
  if (from instanceof GString || to instanceof GString) return [textOf(from, context), textOf(to, context)];
  if (typeof from === 'string' && to instanceof Char) return [from, to.text];
  if (from instanceof Char && typeof to === 'string') return [from.text, to];
  return [from, to];
}

function steps(from: Value, to: Value, down: boolean, context: Context): Value[] {
  const items: Value[] = [];
  const next = stepper(down ? -1 : 1, context);
  const isEnd = (item: Value): boolean => item instanceof Instance && compareValues(item, to, context) === 0;
  for (
    let item = from;
    down ? compareValues(item, to, context) >= 0 : compareValues(item, to, context) <= 0;
    item = next(item)
  ) {
    items.push(item);
    // What wraps around, as an enum does, would never be past its end.
    if (isEnd(item)) break;
    if (typeof item === 'string' && typeof to === 'string' && item.length > to.length) break;
    if (items.length > longestRange) fail('OutOfMemoryError', 'the range is too long');
    if (isNumber(item) && !isNumber(to)) break;
  }
  return items;
}

function stepper(by: 1 | -1, context: Context): (value: Value) => Value {
  return (value) => {
    if (isNumber(value)) return calculate('+', value, by);
    if (value instanceof Char) return new Char(value.code + by);
    const stepped = invokeMethod(value, by === 1 ? 'next' : 'previous', [], context);
    return stepped instanceof Promise
      ? fail('UnsupportedOperationException', 'next() must not call a step')
      : stepped;
  };
}

export function applyUnary(operator: UnaryOperator, value: Value, context: Context): Eventual {
  if (operator === '!') return !isTrue(value, context);
  if (operator === '~') {
    if (typeof value === 'number') return ~value;
    if (value instanceof SmallInteger) return ~value.value;
    if (typeof value === 'bigint') return ~value;
    if (value instanceof BigInteger) return new BigInteger(~value.value);
    if (typeof value === 'string' || value instanceof GString) return asPattern(value, context);
    return invokeMethod(value, 'bitwiseNegate', [], context);
  }
  if (isNumber(value)) return operator === '-' ? negative(value) : value;
  if (Array.isArray(value) && operator === '-')
    return value.map((item) => (isNumber(item) ? negative(item) : item));
  return invokeMethod(value, operator === '-' ? 'negative' : 'positive', [], context);
}

/** `value++` and `value--` */
export function step(value: Value, by: 1 | -1, context: Context): Eventual {
  if (typeof value === 'number' && isInt(value)) return (value + by) | 0;
  if (isNumber(value)) return calculate('+', value, by);
  return invokeMethod(value, by === 1 ? 'next' : 'previous', [], context);
}
