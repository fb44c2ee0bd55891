import { antMatches } from '../../ant-glob.ts';
import { childStages, type Condition, type Stage } from '../../model.ts';
import { alwaysFails } from '../always-fails.ts';
import { literalText } from '../../expressions.ts';
import type { Remark, Rule, Subject } from '../rule.ts';

export const unreachableStage: Rule = {
  id: 'unreachable-stage',
  severity: 'warning',
  summary: 'A stage that no build can come to.',
  why: 'Its conditions contradict each other or are false by themselves, or a stage before it always fails.',
  bad: "stage('Deploy') {\n  when { branch 'main'; branch 'release' }\n  steps { sh './deploy' }\n}",
  good: "stage('Deploy') {\n  when { anyOf { branch 'main'; branch 'release' } }\n  steps { sh './deploy' }\n}",
  *check({ pipeline }: Subject): Iterable<Remark> {
    yield* inList(pipeline.stages);
  },
};

function* inList(stages: readonly Stage[]): Iterable<Remark> {
  let failed: Stage | undefined;
  for (const stage of stages) {
    const message = `the stage "${stage.name}" is never run`;
    const contradiction = neverHolds(stage.when?.conditions ?? []);
    if (failed !== undefined)
      yield { at: nameOf(stage), message: `${message}: "${failed.name}" before it always fails` };
    else if (contradiction !== undefined)
      yield { at: contradiction.at, message: `${message}: ${contradiction.why}` };
    yield* inside(stage);
    failed ??= failsAlways(stage) ? stage : undefined;
  }
}

function failsAlways({ when, body, options }: Stage): boolean {
  const keepsFailure = options.some(({ name }) => name === 'catchError' || name === 'warnError');
  return when === undefined && !keepsFailure && body.kind === 'steps' && alwaysFails(body.steps);
}

function* inside(stage: Stage): Iterable<Remark> {
  const { body } = stage;
  if (body.kind === 'matrix') {
    const never = neverHolds(body.matrix.when?.conditions ?? []);
    if (never !== undefined)
      yield { at: never.at, message: `the matrix of "${stage.name}" is never run: ${never.why}` };
    yield* inList(body.matrix.stages);
  } else if (body.kind === 'parallel') for (const branch of body.branches) yield* inList([branch]);
  else yield* inList(childStages(stage));
}

function nameOf({ start }: Stage): { start: number; end: number } {
  return { start, end: start + 'stage'.length };
}

interface Contradiction {
  readonly at: Condition;
  readonly why: string;
}

/** Why conditions that must all hold cannot. */
function neverHolds(conditions: readonly Condition[]): Contradiction | undefined {
  const all = allIn(conditions);
  for (const condition of all) {
    if (isFalse(condition)) return { at: condition, why: 'its condition is false' };
    if (condition.kind === 'anyOf' && condition.conditions.length > 0) {
      const every = condition.conditions.map((one) => neverHolds([one]));
      if (!every.includes(undefined)) return { at: condition, why: 'none of its conditions can hold' };
    }
  }
  return contradiction(all);
}

function allIn(conditions: readonly Condition[]): Condition[] {
  return conditions.flatMap((one) => (one.kind === 'allOf' ? allIn(one.conditions) : [one]));
}

function isFalse(condition: Condition): boolean {
  if (condition.kind !== 'expression') return false;
  const [only, second] = condition.body.body;
  const value =
    only?.kind === 'expression' ? only.expression : only?.kind === 'return' ? only.value : undefined;
  return second === undefined && value?.kind === 'literal' && (value.value === false || value.value === null);
}

interface Wish {
  readonly what: string;
  readonly value: string;
  readonly isGlob: boolean;
}

/** Two conditions of one kind that want different things: two branches, two values of a variable. */
function contradiction(conditions: readonly Condition[]): Contradiction | undefined {
  const wanted: Wish[] = [];
  for (const condition of conditions) {
    const wish = wishOf(condition);
    if (wish === undefined) continue;
    const before = wanted.find((one) => one.what === wish.what && !mayAgree(one, wish));
    if (before !== undefined)
      return { at: condition, why: `${wish.what} cannot be "${before.value}" and "${wish.value}"` };
    wanted.push(wish);
  }
  return undefined;
}

/** Whether one value may fulfil both; of two globs with wildcards nothing is known. */
function mayAgree(one: Wish, other: Wish): boolean {
  if (!one.isGlob) return one.value === other.value;
  if (hasWildcard(one.value) && hasWildcard(other.value)) return true;
  return antMatches(one.value, other.value, false) || antMatches(other.value, one.value, false);
}

/** A `/` at the end stands for everything below. */
function hasWildcard(glob: string): boolean {
  return /[*?]|[/\\]$/.test(glob);
}

function wishOf(condition: Condition): Wish | undefined {
  if (condition.kind === 'branch' || condition.kind === 'tag') {
    const value = condition.comparator === undefined ? literalText(condition.pattern) : undefined;
    return value === undefined ? undefined : { what: `the ${condition.kind}`, value, isGlob: true };
  }
  if (condition.kind !== 'environment' || condition.ignoreCase !== undefined) return undefined;
  const what = literalText(condition.name);
  const value = literalText(condition.value);
  return what === undefined || value === undefined ? undefined : { what, value, isGlob: false };
}
