import { GroovySet, Range } from '../value/collections.ts';
import { BigDecimal, parseDecimal } from '../value/decimal.ts';
import { Char, SmallInteger } from '../value/numbers.ts';
import type { Context } from '../value/method.ts';
import { GroovyObject } from '../value/object.ts';
import { GString } from '../value/text-values.ts';
import type { Arguments, Eventual, Value } from '../value/value.ts';
import { isClosure } from './class-of.ts';
import { refuse } from './fail.ts';
import { itemsOfSet } from './maps.ts';
import { textOf } from './text.ts';

/** A value as a step gets it: GStrings have become strings, ranges and sets lists, inside of lists and maps, too. */
export function toHost(value: Value, context: Context): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof GString || value instanceof Char) return textOf(value, context);
  if (value instanceof SmallInteger) return value.value;
  if (Array.isArray(value)) {
    const items = value.map((item) => toHost(item, context));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]): [Value, Value] => [
      toHost(key, context),
      toHost(item, context),
    ]);
    const same = [...value].every(
      ([key, item], index) => key === entries[index]?.[0] && item === entries[index]?.[1],
    );
    return same ? value : new Map(entries);
  }
  if (value instanceof Range) return [...value].map((item) => toHost(item, context));
  if (value instanceof GroovySet) return itemsOfSet(value).map((item) => toHost(item, context));
  return value;
}

/**
 * A value of the host's as a script has it: a number that is no int becomes a Long or a BigDecimal. Everything that a
 * script gets from outside comes through here, and what is no Value is refused, at any depth, whatever the types say.
 */
export function fromHost(value: Value): Value {
  if (typeof value !== 'number') return isValue(value) ? value : refuse('what is no Groovy value');
  if (value === (value | 0)) return value;
  if (Number.isInteger(value)) return BigInt(value);
  return parseDecimal(String(value)) ?? new BigDecimal(0n, 0);
}

/** Collections whose items have been looked at: only values are put in later. */
const checked = new WeakSet<object>();

function isValue(value: unknown): value is Value {
  if (typeof value !== 'object') return value !== undefined && primitives.has(typeof value);
  if (value === null || value instanceof GroovyObject || checked.has(value)) return true;
  if (!Array.isArray(value) && !(value instanceof Map)) return isOfHost(value);
  checked.add(value);
  const all = Array.isArray(value)
    ? value.every(isValue)
    : [...value].every(([key, item]) => isValue(key) && isValue(item));
  if (!all) checked.delete(value);
  return all;
}

const primitives: ReadonlySet<string> = new Set(['string', 'number', 'bigint', 'boolean']);

/** An object, closure or exception with what its kind must have. */
function isOfHost(value: object): boolean {
  if (!('kind' in value)) return false;
  if (value.kind === 'closure') return 'call' in value && typeof value.call === 'function';
  if (!('typeName' in value) || typeof value.typeName !== 'string') return false;
  return (
    value.kind === 'thrown' ||
    (value.kind === 'object' && 'getProperty' in value && typeof value.getProperty === 'function')
  );
}

export function eventuallyFromHost(value: Eventual): Eventual {
  return value instanceof Promise ? value.then(fromHost) : fromHost(value);
}

/** The arguments of a call as the host gets them; `hasNames` when the first one is the map of the named ones. */
export function hostArguments(args: readonly Value[], hasNames: boolean, context: Context): Arguments {
  const [first] = args;
  const named = new Map<string, Value>();
  if (hasNames && first instanceof Map)
    for (const [key, value] of first) named.set(textOf(key, context), toHost(value, context));
  const positional = (hasNames ? args.slice(1) : args).map((each) => toHost(each, context));
  const last = positional.at(-1);
  return isClosure(last)
    ? { positional: positional.slice(0, -1), named, closure: last }
    : { positional, named };
}
