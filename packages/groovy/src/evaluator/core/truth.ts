import { BigDecimal } from '../value/decimal.ts';
import { GroovySet, Range, ValueIterator } from '../value/collections.ts';
import { Instance, ScriptClass } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import { BigInteger, Char, Double, Float, SmallInteger } from '../value/numbers.ts';
import { Builder, GString } from '../value/text-values.ts';
import type { Value } from '../value/value.ts';
import { callAtOnce } from './eventual.ts';
import { nowhere } from './nowhere.ts';
import { textOf } from './text.ts';
import { Matcher } from '../regex/matcher.ts';

/** Groovy truth: null, false, 0 and whatever is empty are false. */
export function isTrue(value: Value, context: Context = nowhere): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  if (typeof value !== 'object') return Boolean(value);
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  if (value.kind === 'value') return isObjectTrue(value, context);
  return true;
}

function isObjectTrue(
  value: Exclude<Value, null | boolean | number | bigint | string>,
  context: Context,
): boolean {
  if (value instanceof GString || value instanceof Builder) return textOf(value, context) !== '';
  if (value instanceof GroovySet) return value.items.size > 0;
  if (value instanceof Range) return value.size > 0;
  if (value instanceof BigDecimal) return value.unscaled !== 0n;
  if (value instanceof Double || value instanceof Float || value instanceof SmallInteger)
    return value.value !== 0;
  if (value instanceof BigInteger) return value.value !== 0n;
  if (value instanceof Char) return value.code !== 0;
  if (value instanceof Matcher) return value.isFound();
  if (value instanceof ValueIterator) return value.peek().done !== true;
  if (value instanceof Instance && value.cls instanceof ScriptClass) {
    const method = value.cls.find('asBoolean', 0);
    return method === undefined || callAtOnce(method, value, [], context, 'asBoolean') === true;
  }
  return true;
}
