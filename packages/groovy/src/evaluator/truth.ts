import type { Value } from './value.ts';

/** Groovy truth: null, false, 0 and whatever is empty are false. */
export function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Map) return value.size > 0;
  return Boolean(value);
}

/** Groovy's `==`: lists and maps by their content, objects by identity. */
export function areEqual(left: Value, right: Value): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => areEqual(item, right[index] ?? null));
  }
  if (left instanceof Map && right instanceof Map) {
    if (left.size !== right.size) return false;
    return [...left].every(([key, value]) => right.has(key) && areEqual(value, right.get(key) ?? null));
  }
  return left === right;
}

/** Below, at or above 0, as `<=>`; undefined when the two cannot be compared. Null is smaller than anything. */
export function compare(left: Value, right: Value): number | undefined {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  const comparable =
    (typeof left === 'number' && typeof right === 'number') ||
    (typeof left === 'string' && typeof right === 'string') ||
    (typeof left === 'boolean' && typeof right === 'boolean');
  if (!comparable) return undefined;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
