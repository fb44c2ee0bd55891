import type { Condition, Stage } from '../../model.ts';
import { alwaysFails } from '../always-fails.ts';
import { literalText } from '../expressions.ts';
import type { Remark, Rule, Subject } from '../rule.ts';
import { childStages } from '../../model.ts';

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
    const always = stage.when === undefined && stage.body.kind === 'steps' && alwaysFails(stage.body.steps);
    failed ??= always ? stage : undefined;
  }
}

function* inside(stage: Stage): Iterable<Remark> {
  const { body } = stage;
  if (body.kind === 'matrix') yield* inList(body.matrix.stages);
  else if (body.kind === 'parallel') for (const branch of body.branches) yield* inList([branch]);
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
  const all = conditions.flatMap((one) => (one.kind === 'allOf' ? one.conditions : [one]));
  for (const condition of all) {
    if (isFalse(condition)) return { at: condition, why: 'its condition is false' };
    if (condition.kind === 'anyOf' && condition.conditions.length > 0) {
      const every = condition.conditions.map((one) => neverHolds([one]));
      if (!every.includes(undefined)) return { at: condition, why: 'none of its conditions can hold' };
    }
  }
  return contradiction(all);
}

function isFalse(condition: Condition): boolean {
  if (condition.kind !== 'expression') return false;
  const [only, second] = condition.body.body;
  const value =
    only?.kind === 'expression' ? only.expression : only?.kind === 'return' ? only.value : undefined;
  return second === undefined && value?.kind === 'literal' && (value.value === false || value.value === null);
}

/** Two conditions of one kind that want different things: two branches, two values of a variable. */
function contradiction(conditions: readonly Condition[]): Contradiction | undefined {
  const wanted = new Map<string, string>();
  for (const condition of conditions) {
    const [what, value] = wish(condition) ?? [];
    if (what === undefined || value === undefined) continue;
    const before = wanted.get(what);
    if (before !== undefined && before !== value)
      return { at: condition, why: `${what} cannot be "${before}" and "${value}"` };
    wanted.set(what, value);
  }
  return undefined;
}

function wish(condition: Condition): readonly [string, string] | undefined {
  if (condition.kind === 'branch' || condition.kind === 'tag') {
    const pattern = literalText(condition.pattern);
    const plain = pattern !== undefined && !/[*?]/.test(pattern) && condition.comparator === undefined;
    return plain ? [`the ${condition.kind}`, pattern] : undefined;
  }
  if (condition.kind !== 'environment' || condition.ignoreCase !== undefined) return undefined;
  const name = literalText(condition.name);
  const value = literalText(condition.value);
  return name === undefined || value === undefined ? undefined : [name, value];
}
