import { known } from '../value/classes.ts';
import { BigDecimal } from '../value/decimal.ts';
import { Entry, GroovySet, JavaArray, Range } from '../value/collections.ts';
import { Instance, ScriptClass } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import { BigInteger, Char, Double, Float, SmallInteger } from '../value/numbers.ts';
import { GString } from '../value/text-values.ts';
import { protocol } from '../value/protocol.ts';
import type { Value } from '../value/value.ts';
import { compareNumbers, isNumber } from './numeric.ts';
import { callAtOnce } from './eventual.ts';
import { mapGet, mapHas } from './maps.ts';
import { nowhere } from './nowhere.ts';

/** Groovy's `==`: numbers by value, lists and maps by their content, a GString like its text. */
export function areEqual(left: Value, right: Value, context: Context = nowhere): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (typeof left === 'string' && typeof right === 'string') return false;
  if (isNumberLike(left) && isNumberLike(right)) return compareNumbers(asNumber(left), asNumber(right)) === 0;
  const [leftText, rightText] = [stringOf(left), stringOf(right)];
  if (leftText !== undefined && rightText !== undefined) return leftText === rightText;
  const [leftList, rightList] = [listOf(left), listOf(right)];
  if (leftList !== undefined && rightList !== undefined)
    return (
      leftList.length === rightList.length &&
      leftList.every((item, index) => areEqual(item, rightList[index] ?? null, context))
    );
  if (left instanceof Map && right instanceof Map) return areEqualMaps(left, right, areEqual);
  return areEqualObjects(left, right, context);
}

/** Java's equals(), as maps and sets use it: 1 and 1L are not the same. */
export function areSame(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  if (left instanceof BigDecimal && right instanceof BigDecimal)
    return left.scale === right.scale && left.unscaled === right.unscaled;
  if (left instanceof SmallInteger)
    return right instanceof SmallInteger && left.bits === right.bits && left.value === right.value;
  if (left instanceof Double) return right instanceof Double && Object.is(left.value, right.value);
  if (left instanceof Float) return right instanceof Float && Object.is(left.value, right.value);
  if (left instanceof BigInteger) return right instanceof BigInteger && left.value === right.value;
  if (left instanceof Char) return right instanceof Char && left.code === right.code;
  if (left instanceof GString)
    return right instanceof GString && protocol.textOf(left) === protocol.textOf(right);
  if (left instanceof JavaArray || right instanceof JavaArray) return false;
  const [leftList, rightList] = [listOf(left), listOf(right)];
  if (leftList !== undefined && rightList !== undefined)
    return (
      leftList.length === rightList.length &&
      leftList.every((item, index) => areSame(item, rightList[index] ?? null))
    );
  if (left instanceof Map && right instanceof Map) return areEqualMaps(left, right, areSame);
  return areEqualObjects(left, right, nowhere);
}

function areEqualObjects(left: Value, right: Value, context: Context): boolean {
  if (left instanceof GroovySet && right instanceof GroovySet) {
    if (left.items.size !== right.items.size) return false;
    const others = [...right.items.keys()];
    return [...left.items.keys()].every(
      (item) => mapHas(right.items, item) || others.some((other) => areEqual(item, other, context)),
    );
  }
  if (left instanceof Entry && right instanceof Entry)
    return areEqual(left.key, right.key, context) && areEqual(left.value, right.value, context);
  if (left instanceof Instance) {
    const ownEquals = left.cls.line.some((each) => each instanceof ScriptClass && each.methods.has('equals'));
    const method = left.cls.find(ownEquals ? 'equals' : 'compareTo', 1);
    if (
      method !== undefined &&
      (ownEquals ||
        (right instanceof Instance && left.cls.isA(known('Comparable')) && hasOwn(left.cls, 'compareTo')))
    ) {
      const answer = callAtOnce(method, left, [right], context, ownEquals ? 'equals' : 'compareTo');
      return ownEquals ? answer === true : answer === 0;
    }
    if (left.base !== undefined) return areEqual(left.base, right, context);
  }
  const [leftKey, rightKey] = [hashKey(left), hashKey(right)];
  return leftKey !== undefined && leftKey === rightKey;
}

function hasOwn(cls: ScriptClass, name: string): boolean {
  return cls.line.some((each) => each instanceof ScriptClass && each.methods.has(name));
}

/** Library objects that are equal by their content have a text that says so. */
function hashKey(value: Value): string | undefined {
  if (value === null || typeof value !== 'object' || !('hashKey' in value)) return undefined;
  return typeof value.hashKey === 'string' ? value.hashKey : undefined;
}

function areEqualMaps(
  left: Map<Value, Value>,
  right: Map<Value, Value>,
  equal: (left: Value, right: Value) => boolean,
): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left)
    if (!mapHas(right, key) || !equal(value, mapGet(right, key) ?? null)) return false;
  return true;
}

function stringOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof GString) return protocol.textOf(value);
  return value instanceof Char ? value.text : undefined;
}

function listOf(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return value;
  return value instanceof Range ? [...value] : undefined;
}

function isNumberLike(value: Value): boolean {
  return isNumber(value) || value instanceof Char;
}

function asNumber(value: Value): Value {
  return value instanceof Char ? value.code : value;
}

protocol.areSame = areSame;
