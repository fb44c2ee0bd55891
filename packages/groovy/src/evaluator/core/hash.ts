import { BigDecimal } from '../value/decimal.ts';
import { Entry, GroovySet, Range } from '../value/collections.ts';
import { Instance, ScriptClass } from '../value/instance.ts';
import { BigInteger, Char, Double, Float, SmallInteger } from '../value/numbers.ts';
import { GString } from '../value/text-values.ts';
import { protocol } from '../value/protocol.ts';
import type { Value } from '../value/value.ts';
import { callAtOnce } from './eventual.ts';
import { identityHash } from './identity.ts';
import { nowhere } from './nowhere.ts';

const scratch = new DataView(new ArrayBuffer(8));

/** As Java's hashCode(), so that a HashMap comes in Java's order. */
export function hashOf(value: Value): number {
  switch (typeof value) {
    case 'string':
      return stringHash(value);
    case 'number':
      return value | 0;
    case 'bigint':
      return Number(BigInt.asIntN(32, value ^ (BigInt.asIntN(64, value) >> 32n)));
    case 'boolean':
      return value ? 1231 : 1237;
  }
  if (value === null) return 0;
  if (Array.isArray(value)) return listHash(value);
  if (value instanceof Map) return mapHash(value);
  return objectHash(value);
}

function objectHash(value: Exclude<Value, null | boolean | number | bigint | string>): number {
  if (value instanceof GString) return stringHash(protocol.textOf(value)) + 37;
  if (value instanceof Char) return value.code;
  if (value instanceof SmallInteger) return value.value;
  if (value instanceof Double) return doubleHash(value.value);
  if (value instanceof Float) return floatHash(value.value);
  if (value instanceof BigInteger) return bigHash(value.value);
  if (value instanceof BigDecimal) return (Math.imul(31, bigHash(value.unscaled)) + value.scale) | 0;
  if (value instanceof Range) return listHash([...value]);
  if (value instanceof GroovySet)
    return [...value.items.keys()].reduce<number>((sum, item) => (sum + hashOf(item)) | 0, 0);
  if (value instanceof Entry) return hashOf(value.key) ^ hashOf(value.value);
  if (value instanceof Instance && value.cls.kindOfClass !== 'enum') {
    const method = value.cls.line.some((each) => each instanceof ScriptClass && each.methods.has('hashCode'))
      ? value.cls.find('hashCode', 0)
      : undefined;
    if (method !== undefined) return Number(callAtOnce(method, value, [], nowhere, 'hashCode')) | 0;
  }
  const own = 'hashKey' in value ? value.hashKey : undefined;
  return typeof own === 'string' ? stringHash(own) : identityHash(value);
}

export function stringHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1)
    hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0;
  return hash;
}

function listHash(items: readonly Value[]): number {
  return items.reduce<number>((hash, item) => (Math.imul(31, hash) + hashOf(item)) | 0, 1);
}

function mapHash(map: ReadonlyMap<Value, Value>): number {
  let hash = 0;
  for (const [key, value] of map) hash = (hash + (hashOf(key) ^ hashOf(value))) | 0;
  return hash;
}

function doubleHash(value: number): number {
  scratch.setFloat64(0, value);
  return scratch.getInt32(0) ^ scratch.getInt32(4);
}

function floatHash(value: number): number {
  scratch.setFloat32(0, value);
  return scratch.getInt32(0);
}

/** As BigInteger.hashCode: over the 32-bit words of the magnitude. */
function bigHash(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  const text = magnitude.toString(16);
  const digits = text.padStart(Math.ceil(text.length / 8) * 8, '0');
  let hash = 0;
  for (let at = 0; at < digits.length; at += 8)
    hash = (Math.imul(31, hash) + Number.parseInt(digits.slice(at, at + 8), 16)) | 0;
  return value < 0n ? -hash | 0 : hash;
}
