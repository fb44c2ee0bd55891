import { type JavaPattern, javaPattern } from '@pipeline-lab/groovy';
import { antMatches } from '@pipeline-lab/jenkinsfile';
import { badPattern } from '../errors.ts';

export type Comparator = 'GLOB' | 'REGEXP' | 'EQUALS';

/** The comparator that a text names, in any case; the usual one for any other text, as in the plugin. */
export function comparatorNamed(text: string | undefined, usual: Comparator): Comparator {
  return (['GLOB', 'REGEXP', 'EQUALS'] as const).find((each) => each === text?.toUpperCase()) ?? usual;
}

/** Globs take no notice of case unless asked to; a regular expression has to match the whole text. */
export function compares(
  comparator: Comparator,
  pattern: string,
  text: string,
  caseSensitive = false,
): boolean {
  switch (comparator) {
    case 'GLOB':
      return antMatches(pattern, text, caseSensitive);
    case 'REGEXP':
      return regularExpression(pattern).matches(text);
    case 'EQUALS':
      return pattern === text;
  }
}

/** A regular expression as `when` conditions have it, Java's. Throws a StepFailure with what was `written` for none. */
export function regularExpression(source: string, written: string = source): JavaPattern {
  try {
    return javaPattern(source);
  } catch (cause) {
    throw badPattern(written, cause);
  }
}
