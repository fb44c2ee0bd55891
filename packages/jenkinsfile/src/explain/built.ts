import { isTrue, textOf, type Value } from '@pipeline-lab/groovy';
import type { Expression } from '@pipeline-lab/groovy/syntax';
import { antMatches } from '../ant-glob.ts';
import type { ChangeRequestCondition, Condition, PatternCondition } from '../model.ts';
import { type Facts, isBuiltKnown } from './facts.ts';
import type { Circumstances, Verdict } from './verdict.ts';

/** Conditions about what is built: `branch` and `tag`. */
export async function judgePattern(condition: PatternCondition, at: Circumstances): Promise<Verdict> {
  const { facts, names } = at;
  if (condition.kind === 'branch')
    return await compare(at, 'branch', names.env('BRANCH_NAME'), condition, 'GLOB');
  return facts.tag === undefined && isBuiltKnown(facts)
    ? { holds: false, because: 'no tag is built' }
    : await compare(at, 'tag', names.env('TAG_NAME'), condition, 'GLOB');
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

export async function judgeRequest(
  { fields, comparator }: ChangeRequestCondition,
  at: Circumstances,
): Promise<Verdict> {
  const { facts, names } = at;
  const built = present(facts, facts.changeRequest, 'a change request', 'no change request is built');
  if (built.holds !== true) return built;
  for (const [field, pattern] of fields) {
    const verdict = await compare(
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

export async function judgeChangeset(
  { pattern, comparator, caseSensitive }: Extract<Condition, { kind: 'changeset' }>,
  at: Circumstances,
): Promise<Verdict> {
  const { facts, names, evaluator } = at;
  const wanted = await evaluator.value(pattern, names);
  const { changed } = facts;
  if (changed === undefined || wanted === undefined)
    return { holds: 'unknown', because: 'depends on the changed files' };
  const sensitive = caseSensitive !== undefined && (await evaluator.value(caseSensitive, names)) === true;
  const how = comparator === undefined ? 'GLOB' : await evaluator.value(comparator, names);
  const text = textOf(wanted);
  for (const path of changed) {
    const hit = how === 'REGEXP' ? await matches(at, path, pattern) : antMatches(text, path, sensitive);
    if (hit === true) return { holds: true, because: `${path} changed` };
  }
  return { holds: false, because: `no changed file matches "${text}"` };
}

export async function judgeTrigger(
  { cause, detail }: Extract<Condition, { kind: 'triggeredBy' }>,
  { facts, names, evaluator }: Circumstances,
): Promise<Verdict> {
  const wanted = await evaluator.value(cause, names);
  const { triggeredBy } = facts;
  if (triggeredBy === undefined || wanted === undefined)
    return { holds: 'unknown', because: 'depends on what starts the build' };
  const same = simpleName(triggeredBy) === simpleName(textOf(wanted));
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

async function compare(
  at: Circumstances,
  what: string,
  actual: Value | undefined,
  { pattern, comparator }: Pattern,
  usual: string,
): Promise<Verdict> {
  const { names, evaluator } = at;
  if (actual === undefined) return { holds: 'unknown', because: `depends on the ${what}` };
  const wanted = await evaluator.value(pattern, names);
  const how = comparator === undefined ? usual : await evaluator.value(comparator, names);
  if (wanted === undefined || how === undefined)
    return { holds: 'unknown', because: 'its pattern is computed by the build' };
  const because = actual === null ? `there is no ${what}` : `the ${what} is "${textOf(actual)}"`;
  if (actual === null) return { holds: false, because };
  const text = textOf(actual);
  if (how === 'REGEXP') return { holds: (await matches(at, text, pattern)) ?? 'unknown', because };
  return {
    holds: how === 'EQUALS' ? text === textOf(wanted) : antMatches(textOf(wanted), text, false),
    because,
  };
}

/** Whether a text is all of a pattern, as Groovy's `==~` sees it. */
async function matches(
  { names, evaluator }: Circumstances,
  text: string,
  pattern: Expression,
): Promise<boolean | undefined> {
  const { start, end } = pattern;
  const left = { kind: 'literal', value: text, start, end } as const;
  const fits = await evaluator.value(
    { kind: 'binary', operator: '==~', left, right: pattern, start, end },
    names,
  );
  return fits === undefined ? undefined : isTrue(fits);
}
