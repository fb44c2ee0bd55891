import type { Context } from './method.ts';
import type { Value } from './value.ts';

/**
 * What the operations on values need of each other in a circle: the text of a GString is needed to compare it, the
 * order of a map to write it. Each is set by the module that has it.
 */
export const protocol: {
  textOf: (value: Value, context?: Context) => string;
  areSame: (left: Value, right: Value) => boolean;
} = { textOf: String, areSame: Object.is };
