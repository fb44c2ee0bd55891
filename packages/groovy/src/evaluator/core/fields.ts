import { Instance, Throwable } from '../value/instance.ts';
import type { Value } from '../value/value.ts';

/** The fields of an instance of a script's class, an exception's among them. */
export function fieldsOf(value: Value): Map<string, Value> | undefined {
  return value instanceof Instance || value instanceof Throwable ? value.fields : undefined;
}
