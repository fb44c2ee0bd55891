import { Builder, GString } from '../value/text-values.ts';
import { Char } from '../value/numbers.ts';
import type { Args, Context } from '../value/method.ts';
import type { Eventual, Value } from '../value/value.ts';
import { isClosure } from './class-of.ts';
import { whenKnown } from './eventual.ts';
import { ArgumentMismatch } from './fail.ts';
import { callValue } from './invoke.ts';
import { itemsIn } from './iterate.ts';
import { isNumber, toInt, toNumber } from './numeric.ts';
import { textOf } from './text.ts';
import { isTrue } from './truth.ts';
import { GroovyClosure } from '../value/closure.ts';
import type { Entry } from '../value/collections.ts';
import { Proxy } from '../value/proxy.ts';

/** The argument as a text; a method that wants one is missing for anything else. */
export function textAt(args: Args, index: number): string {
  const value = args[index];
  if (typeof value === 'string') return value;
  if (value instanceof GString || value instanceof Char || value instanceof Builder) return textOf(value);
  throw new ArgumentMismatch('text');
}

export function intAt(args: Args, index: number): number {
  const value = args[index] ?? null;
  if (typeof value === 'number') return value;
  if (!isNumber(value)) throw new ArgumentMismatch('number');
  return toInt(value);
}

export function numberAt(args: Args, index: number): number {
  const value = args[index] ?? null;
  if (!isNumber(value)) throw new ArgumentMismatch('number');
  return toNumber(value);
}

export function valueAt(args: Args, index: number): Value {
  return args[index] ?? null;
}

export function closureAt(args: Args, index: number): Value {
  const value = args[index];
  if (value !== undefined && (isClosure(value) || value instanceof Proxy)) return value;
  throw new ArgumentMismatch('closure');
}

export function mapAt(args: Args, index: number): Map<Value, Value> {
  const value = args[index];
  if (value instanceof Map) return value;
  throw new ArgumentMismatch('map');
}

/** The items of an argument that must be a collection. */
export function itemsAt(args: Args, index: number, context: Context): readonly Value[] {
  const value = args[index] ?? null;
  const items =
    value === null || typeof value === 'string' || value instanceof Map ? undefined : itemsIn(value, context);
  if (items === undefined) throw new ArgumentMismatch('collection');
  return items;
}

/** How many arguments a closure takes. */
export function countOf(closure: Value): number {
  if (closure instanceof GroovyClosure) return closure.body.count;
  return isClosure(closure) ? closure.parameters.length : 1;
}

/** Calls a closure with an entry of a map: as key and value when it takes two. */
export function callWithEntry(closure: Value, entry: Entry, context: Context): Eventual {
  return callValue(closure, countOf(closure) === 2 ? [entry.key, entry.value] : [entry], context);
}

/** The truth of what a closure gives. */
export function testWith(closure: Value, args: Args, context: Context): Eventual {
  return whenKnown(callValue(closure, args, context), (value) => isTrue(value, context));
}
