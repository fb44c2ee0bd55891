import type { Expression } from '@pipeline-lab/groovy/syntax';
import { antMatches } from '../ant-glob.ts';
import type { ChangeRequestCondition, Condition, PatternCondition } from '../model.ts';
import { valueOf } from './evaluate.ts';
import { type Facts, isBuiltKnown, type Known } from './facts.ts';
import { matches } from './text-methods.ts';
import type { Circumstances, Verdict } from './verdict.ts';

/** Conditions about what is built: `branch` and `tag`. */
export function judgePattern(condition: PatternCondition, at: Circumstances): Verdict {
  const { facts, names } = at;
  if (condition.kind === 'branch') return compare(at, 'branch', names.env('BRANCH_NAME'), condition, 'GLOB');
  return facts.tag === undefined && isBuiltKnown(facts)
    ? { holds: false, because: 'no tag is built' }
    : compare(at, 'tag', names.env('TAG_NAME'), condition, 'GLOB');
}

export function judgeTag({ facts }: Circumstances): Verdict {
  return present(facts, facts.tag, 'a tag', 'no tag is built');
}

/** The variables that Jenkins has for the fields of a change request. */
const requestVariables = {
  id: 'CHANGE_ID',
  target: 'CHANGE_TARGET',
  branch: 'CHANGE_BRANCH',
  fork: 'CHANGE_FORK',
  url: 'CHANGE_URL',
  title: 'CHANGE_TITLE',
  author: 'CHANGE_AUTHOR',
  authorDisplayName: 'CHANGE_AUTHOR_DISPLAY_NAME',
  authorEmail: 'CHANGE_AUTHOR_EMAIL',
} as const;

export function judgeRequest({ fields, comparator }: ChangeRequestCondition, at: Circumstances): Verdict {
  const { facts, names } = at;
  const built = present(facts, facts.changeRequest, 'a change request', 'no change request is built');
  if (built.holds !== true) return built;
  for (const [field, pattern] of fields) {
    const verdict = compare(
      at,
      `${field} of the change request`,
      names.env(requestVariables[field]),
      { pattern, ...(comparator && { comparator }) },
      'EQUALS',
    );
    if (verdict.holds !== true) return verdict;
  }
  return built;
}

export function judgeChangeset(
  { pattern, comparator, caseSensitive }: Extract<Condition, { kind: 'changeset' }>,
  { facts, names }: Circumstances,
): Verdict {
  const wanted = valueOf(pattern, names);
  const { changed } = facts;
  if (changed === undefined || wanted === undefined)
    return { holds: 'unknown', because: 'depends on the changed files' };
  const sensitive = caseSensitive !== undefined && valueOf(caseSensitive, names) === true;
  const how = comparator === undefined ? 'GLOB' : valueOf(comparator, names);
  const test = (path: string): boolean =>
    how === 'REGEXP'
      ? matches(path, `^(?:${String(wanted)})$`) === true
      : antMatches(String(wanted), path, sensitive);
  const hit = changed.find(test);
  const because = hit === undefined ? `no changed file matches "${String(wanted)}"` : `${hit} changed`;
  return { holds: hit !== undefined, because };
}

export function judgeTrigger(
  { cause, detail }: Extract<Condition, { kind: 'triggeredBy' }>,
  { facts, names }: Circumstances,
): Verdict {
  const wanted = valueOf(cause, names);
  const { triggeredBy } = facts;
  if (triggeredBy === undefined || wanted === undefined)
    return { holds: 'unknown', because: 'depends on what starts the build' };
  const same = simpleName(triggeredBy) === simpleName(String(wanted));
  if (same && detail !== undefined) return { holds: 'unknown', because: 'depends on who starts the build' };
  return { holds: same, because: `the build is started by ${triggeredBy}` };
}

/** `TimerTrigger` stands for `hudson.triggers.TimerTrigger$TimerTriggerCause`. */
function simpleName(cause: string): string {
  return cause
    .replace(/^.*[.$]/, '')
    .replace(/Cause$/, '')
    .toLowerCase();
}

function present(facts: Facts, value: string | undefined, what: string, absent: string): Verdict {
  if (value !== undefined) return { holds: true, because: `${what} is built` };
  if (isBuiltKnown(facts)) return { holds: false, because: absent };
  return { holds: 'unknown', because: `depends on whether ${what} is built` };
}

interface Pattern {
  readonly pattern: Expression;
  readonly comparator?: Expression;
}

function compare(
  { names }: Circumstances,
  what: string,
  actual: Known | undefined,
  { pattern, comparator }: Pattern,
  usual: string,
): Verdict {
  if (actual === undefined) return { holds: 'unknown', because: `depends on the ${what}` };
  const wanted = valueOf(pattern, names);
  const how = comparator === undefined ? usual : valueOf(comparator, names);
  if (wanted === undefined || how === undefined)
    return { holds: 'unknown', because: 'its pattern is computed by the build' };
  const holds = fits(String(actual), String(wanted), String(how));
  return { holds: holds ?? 'unknown', because: `the ${what} is "${String(actual)}"` };
}

function fits(actual: string, pattern: string, comparator: string): boolean | undefined {
  if (comparator === 'REGEXP') return matches(actual, `^(?:${pattern})$`);
  return comparator === 'EQUALS' ? actual === pattern : antMatches(pattern, actual, false);
}
