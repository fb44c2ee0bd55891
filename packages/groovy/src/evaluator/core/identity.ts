import type { Value } from '../value/value.ts';

const hashes = new WeakMap<object, number>();
let last = 0x1b2c3d;

/** A number that stays with an object, as System.identityHashCode. */
export function identityHash(value: object): number {
  let hash = hashes.get(value);
  if (hash === undefined) {
    last = (Math.imul(last, 1103515245) + 12345) & 0x7fffffff;
    hash = last;
    hashes.set(value, hash);
  }
  return hash;
}

/** In hexadecimal digits. */
export function hashText(value: Value): string {
  return typeof value === 'object' && value !== null ? identityHash(value).toString(16) : '0';
}
