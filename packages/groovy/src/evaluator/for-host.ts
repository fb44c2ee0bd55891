import { textOf as textIn } from './core/text.ts';
import { isTrue as isTrueIn } from './core/truth.ts';
import type { Value } from './value/value.ts';

/** What `toString()` gives, and what a GString shows. */
export function textOf(value: Value): string {
  return textIn(value);
}

/** Groovy truth: null, false, 0 and whatever is empty are false. */
export function isTrue(value: Value): boolean {
  return isTrueIn(value);
}
