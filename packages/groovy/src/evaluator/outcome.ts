import { locate } from './compile/errors.ts';
import { textOf } from './core/text.ts';
import { GString } from './value/text-values.ts';
import type { Value } from './value/value.ts';

/** Turns JavaScript's own complaint about too deep calls into the script's. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    return locate(error, 0);
  }
}

/** A value as the host gets it. */
export function outward(value: Value): Value {
  return value instanceof GString ? textOf(value) : value;
}
