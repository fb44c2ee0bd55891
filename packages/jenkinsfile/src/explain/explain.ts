import { textOf, type Value } from '@pipeline-lab/groovy';
import {
  type EnvEntry,
  matrixCells,
  type MatrixCell,
  type Pipeline,
  type Stage,
  type StageSettings,
} from '../model.ts';
import { judgeAll } from './condition.ts';
import { evaluatorOf } from './evaluate.ts';
import { type Facts, type Names, namesOf, withEnvironment } from './facts.ts';
import { mentionedVariables } from './script-names.ts';
import type { Circumstances, Verdict } from './verdict.ts';

/** Whether a stage would run, and why. */
export interface Explanation {
  readonly name: string;
  readonly path: string;
  /** `depends`: only a build can tell. */
  readonly outcome: 'runs' | 'skipped' | 'depends';
  readonly because: string;
  /** The condition that decided, as written; undefined when no single one did. */
  readonly condition?: string;
  readonly stages: readonly Explanation[];
}

/** Says for each stage whether it would run under these facts, given that no stage before it fails. */
export async function explainPipeline(pipeline: Pipeline, facts: Facts): Promise<Explanation[]> {
  const names = namesOf(pipeline, facts);
  const { source, stages } = pipeline;
  const at = { facts, source, names, evaluator: await evaluatorOf(pipeline, names) };
  return await explainEach(stages, { ...at, names: await inEnvironment(at, pipeline) }, undefined);
}

async function explainEach(
  stages: readonly Stage[],
  at: Circumstances,
  outer: Outer | undefined,
): Promise<Explanation[]> {
  const explanations: Explanation[] = [];
  for (const stage of stages) explanations.push(await explainStage(stage, at, outer));
  return explanations;
}

/**
 * The names inside of a block whose entries may refer to each other in any order. What is given beats what the file
 * says, so that a value can be tried.
 */
async function inEnvironment(
  { names, facts, evaluator }: Circumstances,
  { environment }: Pick<StageSettings, 'environment'>,
): Promise<Names> {
  const entries = new Map(environment.map((entry) => [entry.name, entry]));
  const set = new Map<string, Value | undefined>();
  const inner = withEnvironment(names, set);
  const evaluate = async ({ name, value }: EnvEntry, chain: readonly string[]): Promise<void> => {
    if (set.has(name) || facts.env.has(name)) return;
    const path = [...chain, name];
    // In a circle a name stands for what it is outside of the block, as in PATH.
    for (const needed of mentionedVariables(value).flatMap((each) => entries.get(each) ?? []))
      if (!path.includes(needed.name)) await evaluate(needed, path);
    const found = await evaluator.value(value, inner);
    set.set(name, found === undefined ? undefined : textOf(found));
  };
  for (const entry of entries.values()) await evaluate(entry, []);
  return inner;
}

type Outer = Pick<Explanation, 'outcome' | 'name'>;

async function explainStage(stage: Stage, at: Circumstances, outer: Outer | undefined): Promise<Explanation> {
  const { name, path, when, body } = stage;
  // The conditions are evaluated before the stage has its own environment.
  const own = await judged(when?.conditions.length === 0 ? undefined : when, at, outer);
  const inside = { ...at, names: await inEnvironment(at, stage) };
  const around = { name, outcome: own.outcome };
  const stages =
    body.kind === 'matrix'
      ? await explainCells(matrixCells(body.matrix, path), inside, around)
      : await explainEach(nested(stage), inside, around);
  return { name, path, ...own, stages };
}

async function explainCells(
  cells: readonly MatrixCell[],
  at: Circumstances,
  outer: Outer,
): Promise<Explanation[]> {
  const explanations: Explanation[] = [];
  for (const { values, stage } of cells)
    explanations.push(await explainStage(stage, { ...at, names: withEnvironment(at.names, values) }, outer));
  return explanations;
}

function nested({ body }: Stage): readonly Stage[] {
  if (body.kind === 'parallel') return body.branches;
  return body.kind === 'sequential' ? body.stages : [];
}

async function judged(
  when: Stage['when'],
  at: Circumstances,
  outer: Outer | undefined,
): Promise<Pick<Explanation, 'outcome' | 'because' | 'condition'>> {
  if (outer?.outcome === 'skipped') return { outcome: 'skipped', because: `"${outer.name}" is skipped` };
  const { holds, because, by }: Verdict = when === undefined ? always : await judgeAll(when.conditions, at);
  const written = by && at.source.slice(by.start, by.end).replaceAll(/\s+/g, ' ');
  const why = { because, ...(written !== undefined && { condition: written }) };
  if (holds === false) return { outcome: 'skipped', ...why };
  if (outer?.outcome === 'depends' && holds === true)
    return { outcome: 'depends', because: `as "${outer.name}"` };
  return { outcome: holds === true ? 'runs' : 'depends', ...why };
}

const always: Verdict = { holds: true, because: 'it has no conditions' };
