import { textOf, type Value } from '@pipeline-lab/groovy';
import { badPattern, StepFailure } from '../errors.ts';
import { type Issue, severities } from './issue.ts';

type Wanted = (issue: Issue) => boolean;

const looksAt: Readonly<Record<string, (issue: Issue) => string>> = {
  Category: ({ rule = '' }) => rule,
  File: ({ file }) => file,
  Message: ({ message }) => message,
  Type: ({ rule = '' }) => rule,
};

/**
 * The argument `filters`: `excludeFile('generated/.*')`, `includeMessage(…)` and so on. Issues stay that one of the
 * includes finds, if there are any, and none of the excludes.
 */
export function filtersOf(list: readonly Value[]): Wanted {
  const includes: Wanted[] = [];
  const excludes: Wanted[] = [];
  for (const entry of list) {
    const name = entry instanceof Map ? textOf(entry.get('$class') ?? '') : textOf(entry);
    const [, kind, what = ''] = /^(include|exclude)(File|Category|Type|Message)$/.exec(name) ?? [];
    const look = looksAt[what];
    if (kind === undefined || look === undefined || !(entry instanceof Map))
      throw new StepFailure(
        `filters: ${name} does not filter here`,
        'Use includeFile, excludeFile, includeCategory, excludeCategory, includeType, excludeType, includeMessage or excludeMessage.',
      );
    const pattern = expression(textOf(entry.get('pattern') ?? ''));
    (kind === 'include' ? includes : excludes).push((found) => pattern.test(look(found)));
  }
  return (found) =>
    (includes.length === 0 || includes.some((wanted) => wanted(found))) &&
    !excludes.some((hit) => hit(found));
}

function expression(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 's');
  } catch (error) {
    throw badPattern(pattern, error);
  }
}

/** `minimumSeverity: 'NORMAL'`: nothing that is less. */
export function atLeast(word: string): Wanted {
  const least = severities.findIndex((each) => each === word.replace('WARNING_', ''));
  return least < 0 ? () => true : ({ severity }) => severities.indexOf(severity) <= least;
}
