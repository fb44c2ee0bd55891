import type { Expression, Span } from '@pipeline-lab/groovy/syntax';
import type { ChangeRequestCondition, Condition } from '../model.ts';
import { blockValue, isEqual, isTrue, matches, valueOf } from './evaluate.ts';
import { type Facts, isBuiltKnown, type Known, type Names } from './facts.ts';
import { antGlob } from './glob.ts';

/** Whether a condition holds; `unknown` when only a build can tell. */
export interface Verdict {
  readonly holds: boolean | 'unknown';
  /** In words, for people. */
  readonly because: string;
  /** The condition that decided; undefined when all hold. */
  readonly by?: Span;
}

export interface Circumstances {
  readonly facts: Facts;
  readonly names: Names;
  readonly source: string;
}

/** Whether a condition of `when` holds. */
export function judge(condition: Condition, at: Circumstances): Verdict {
  const { start, end } = condition;
  return { by: { start, end }, ...judgeKind(condition, at) };
}

function judgeKind(condition: Condition, at: Circumstances): Verdict {
  const { facts, names } = at;
  switch (condition.kind) {
    case 'not':
      return negated(judge(condition.condition, at));
    case 'allOf':
      return judgeAll(condition.conditions, at);
    case 'anyOf':
      return judgeAny(condition.conditions, at);
    case 'branch':
      return compare(at, 'branch', names.env('BRANCH_NAME'), condition, 'GLOB');
    case 'tag':
      return facts.tag === undefined && isBuiltKnown(facts)
        ? { holds: false, because: 'no tag is built' }
        : compare(at, 'tag', names.env('TAG_NAME'), condition, 'GLOB');
    case 'buildingTag':
      return present(facts, facts.tag, 'a tag', 'no tag is built');
    case 'changeRequest':
      return judgeRequest(condition, at);
    case 'changeset':
      return judgeChangeset(condition, at);
    case 'changelog':
      return { holds: 'unknown', because: 'depends on the commit messages' };
    case 'isRestartedRun':
      return { holds: false, because: 'holds only in a build that was restarted from a stage' };
    case 'environment':
      return judgeEnvironment(condition, at);
    case 'equals':
      return judgeEquals(condition, at);
    case 'triggeredBy':
      return judgeTrigger(condition, at);
    case 'expression':
      return judgeExpression(condition, at);
  }
}

/** Whether several conditions all hold: the first that does not decides. */
export function judgeAll(conditions: readonly Condition[], at: Circumstances): Verdict {
  const verdicts = conditions.map((condition) => judge(condition, at));
  const decisive =
    verdicts.find(({ holds }) => holds === false) ?? verdicts.find(({ holds }) => holds === 'unknown');
  return decisive ?? { holds: true, because: verdicts.map(({ because }) => because).join(', ') };
}

function judgeAny(conditions: readonly Condition[], at: Circumstances): Verdict {
  const verdicts = conditions.map((condition) => judge(condition, at));
  const decisive =
    verdicts.find(({ holds }) => holds === true) ?? verdicts.find(({ holds }) => holds === 'unknown');
  return decisive ?? { holds: false, because: verdicts.map(({ because }) => because).join(', ') };
}

function negated({ holds, because }: Verdict): Verdict {
  return { holds: holds === 'unknown' ? holds : !holds, because };
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
  return comparator === 'EQUALS' ? actual === pattern : antGlob(pattern, false).test(actual);
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

function judgeRequest({ fields, comparator }: ChangeRequestCondition, at: Circumstances): Verdict {
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

function judgeChangeset(
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
      : antGlob(String(wanted), sensitive).test(path);
  const hit = changed.find(test);
  const because = hit === undefined ? `no changed file matches "${String(wanted)}"` : `${hit} changed`;
  return { holds: hit !== undefined, because };
}

function judgeEnvironment(
  condition: Extract<Condition, { kind: 'environment' }>,
  { names }: Circumstances,
): Verdict {
  const name = valueOf(condition.name, names);
  const actual = name === undefined ? undefined : names.env(String(name));
  const wanted = valueOf(condition.value, names);
  if (actual === undefined || wanted === undefined) {
    const what = name === undefined ? 'a variable' : `the variable ${String(name)}`;
    return { holds: 'unknown', because: `depends on ${what}` };
  }
  const ignore = condition.ignoreCase !== undefined && valueOf(condition.ignoreCase, names) === true;
  const [one, other] = [actual, wanted].map((text) => (ignore ? String(text).toLowerCase() : String(text)));
  return { holds: one === other, because: `${String(name)} is "${String(actual)}"` };
}

function judgeEquals(
  { expected, actual }: Extract<Condition, { kind: 'equals' }>,
  { names, source }: Circumstances,
): Verdict {
  const one = valueOf(expected, names);
  const other = valueOf(actual, names);
  const written = source.slice(actual.start, actual.end);
  if (one === undefined || other === undefined) return { holds: 'unknown', because: `depends on ${written}` };
  return { holds: isEqual(one, other), because: `${written} is ${JSON.stringify(other)}` };
}

function judgeTrigger(
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

function judgeExpression(
  { body, start, end }: Extract<Condition, { kind: 'expression' }>,
  { names, source }: Circumstances,
): Verdict {
  const value = blockValue(body.body, names);
  const written = source.slice(start, end).replaceAll(/\s+/g, ' ');
  const shown = written.length > 60 ? `${written.slice(0, 59)}…` : written;
  if (value === undefined) return { holds: 'unknown', because: `depends on the build: ${shown}` };
  return { holds: isTrue(value), because: `${shown} is ${String(isTrue(value))}` };
}
