import type { Closure, Value } from '../value.ts';

/** A built-in method of a type. */
export type Method<Receiver> = (receiver: Receiver, ...args: Value[]) => Value | Promise<Value>;

export type Methods<Receiver> = ReadonlyMap<string, Method<Receiver>>;

/** The argument as a closure. Throws a TypeError, which the caller turns into Groovy's own error. */
export function closureFrom(value: Value | undefined): Closure {
  if (value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'closure')
    return value;
  throw new TypeError('a closure is missing');
}
