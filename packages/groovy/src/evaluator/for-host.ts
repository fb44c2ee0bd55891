import { textOf as textIn } from './core/text.ts';
import { isTrue as isTrueIn } from './core/truth.ts';
import { writtenByHost } from './value/host-data.ts';
import type { Value } from './value/value.ts';

/** What `toString()` gives. */
export function textOf(value: Value): string {
  return writtenByHost(value) ?? textIn(value);
}

/** Groovy truth: null, false, 0 and whatever is empty are false. */
export function isTrue(value: Value): boolean {
  return isTrueIn(value);
}
