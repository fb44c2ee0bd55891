import { Instance } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import { Char } from '../value/numbers.ts';
import { protocol } from '../value/protocol.ts';
import { Builder, GString } from '../value/text-values.ts';
import type { Closure, Value } from '../value/value.ts';
import { classOf } from './class-of.ts';
import { atOnce, callAtOnce } from './eventual.ts';
import { fail } from './fail.ts';
import { nowhere } from './nowhere.ts';
import { compareNumbers, isNumber, toNumber } from './numeric.ts';
import { GroovyClosure } from '../value/closure.ts';

/** Groovy's `<=>`: below, at or above 0; null is smaller than anything. Fails for what cannot be compared. */
export function compareValues(left: Value, right: Value, context: Context = nowhere): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  const order = naturalOrder(left, right, context);
  if (order !== undefined) return order;
  const method = left instanceof Instance ? left.cls.find('compareTo', 1) : undefined;
  if (method !== undefined) return toNumber(callAtOnce(method, left, [right], context, 'compareTo'));
  const [leftClass, rightClass] = [classOf(left).name, classOf(right).name];
  const why = `Cannot compare ${leftClass} with value '${protocol.textOf(left)}' and ${rightClass} with value '${protocol.textOf(right)}'`;
  return fail('GroovyRuntimeException', why);
}

function naturalOrder(left: Value, right: Value, context: Context): number | undefined {
  if (isNumber(left) || isNumber(right)) {
    const [a, b] = [numberOf(left, right), numberOf(right, left)];
    return a === undefined || b === undefined ? undefined : compareNumbers(a, b);
  }
  if (isText(left) && isText(right))
    return compareTexts(protocol.textOf(left, context), protocol.textOf(right, context));
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  const [a, b] = [sortKey(left), sortKey(right)];
  if (a === undefined || b === undefined || classOf(left) !== classOf(right)) return undefined;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A character beside a number counts by its code. */
function numberOf(value: Value, other: Value): Value | undefined {
  if (isNumber(value)) return value;
  if (value instanceof Char && isNumber(other)) return value.code;
  return typeof value === 'string' && value.length === 1 && isNumber(other) ? value.charCodeAt(0) : undefined;
}

function isText(value: Value): boolean {
  return (
    typeof value === 'string' || value instanceof GString || value instanceof Char || value instanceof Builder
  );
}

function compareTexts(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    const difference = left.charCodeAt(index) - right.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** What a library object is ordered by: a number, bigint or string. */
function sortKey(value: Value): number | bigint | string | undefined {
  if (value === null || typeof value !== 'object' || !('sortKey' in value)) return undefined;
  const key = value.sortKey;
  return typeof key === 'number' || typeof key === 'bigint' || typeof key === 'string' ? key : undefined;
}

/** A comparison for sorting at once: by the closure of one (a key) or two parameters, or the natural order. */
export function compareFor(
  closure: Closure | undefined,
  context: Context = nowhere,
): (left: Value, right: Value) => number {
  if (!(closure instanceof GroovyClosure)) return (left, right) => compareValues(left, right, context);
  const run = (args: Value[]): Value =>
    atOnce(closure.context, 'a comparison', () => closure.invoke(args, closure.context));
  if (closure.body.count === 2) return (left, right) => toNumber(run([left, right]));
  return (left, right) => compareValues(run([left]), run([right]), context);
}
