import { textOf as textIn } from './core/text.ts';
import { isTrue as isTrueIn } from './core/truth.ts';
import { patternOf } from './regex/pattern.ts';
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

/** A regular expression of Java. Throws a PatternSyntaxException when it is none. */
export interface JavaPattern {
  /** Whether the whole text matches. */
  readonly matches: (text: string) => boolean;
  /** Whether a part of the text does. */
  readonly finds: (text: string) => boolean;
}

/** Reads a regular expression as `==~` and `=~` of a script do. */
export function javaPattern(source: string): JavaPattern {
  const pattern = patternOf(source);
  return {
    matches: (text) => pattern.matchAll(text) !== undefined,
    finds: (text) => pattern.execAt(text, 0) !== undefined,
  };
}
