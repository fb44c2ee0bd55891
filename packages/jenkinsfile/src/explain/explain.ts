import { matrixCells, type MatrixCell, type Pipeline, type Stage, type StageSettings } from '../model.ts';
import { judgeAll } from './condition.ts';
import { valueOf } from './evaluate.ts';
import { type Facts, type Known, type Names, namesOf, withEnvironment } from './facts.ts';
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
export function explainPipeline(pipeline: Pipeline, facts: Facts): Explanation[] {
  const names = namesOf(pipeline, facts);
  const at = { facts, source: pipeline.source, names: inEnvironment(names, pipeline, facts) };
  return pipeline.stages.map((stage) => explainStage(stage, at, undefined));
}

/** What is given beats what the file says, so that a value can be tried. */
function inEnvironment(
  names: Names,
  { environment }: Pick<StageSettings, 'environment'>,
  { env }: Facts,
): Names {
  const set = new Map<string, Known | undefined>();
  const inner = withEnvironment(names, set);
  for (const { name, value } of environment) if (!env.has(name)) set.set(name, textOf(valueOf(value, inner)));
  return inner;
}

function textOf(value: Known | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

type Outer = Pick<Explanation, 'outcome' | 'name'>;

function explainStage(stage: Stage, at: Circumstances, outer: Outer | undefined): Explanation {
  const { name, path, when, body } = stage;
  // The conditions are evaluated before the stage has its own environment.
  const own = judged(when?.conditions.length === 0 ? undefined : when, at, outer);
  const inside = { ...at, names: inEnvironment(at.names, stage, at.facts) };
  const around = { name, outcome: own.outcome };
  const stages =
    body.kind === 'matrix'
      ? matrixCells(body.matrix, path).map((cell) => explainCell(cell, inside, around))
      : nested(stage).map((each) => explainStage(each, inside, around));
  return { name, path, ...own, stages };
}

function explainCell({ values, stage }: MatrixCell, at: Circumstances, outer: Outer): Explanation {
  return explainStage(stage, { ...at, names: withEnvironment(at.names, values) }, outer);
}

function nested({ body }: Stage): readonly Stage[] {
  if (body.kind === 'parallel') return body.branches;
  return body.kind === 'sequential' ? body.stages : [];
}

function judged(
  when: Stage['when'],
  at: Circumstances,
  outer: Outer | undefined,
): Pick<Explanation, 'outcome' | 'because' | 'condition'> {
  if (outer?.outcome === 'skipped') return { outcome: 'skipped', because: `"${outer.name}" is skipped` };
  const { holds, because, by }: Verdict = when === undefined ? always : judgeAll(when.conditions, at);
  const written = by && at.source.slice(by.start, by.end).replaceAll(/\s+/g, ' ');
  const why = { because, ...(written !== undefined && { condition: written }) };
  if (holds === false) return { outcome: 'skipped', ...why };
  if (outer?.outcome === 'depends' && holds === true)
    return { outcome: 'depends', because: `as "${outer.name}"` };
  return { outcome: holds === true ? 'runs' : 'depends', ...why };
}

const always: Verdict = { holds: true, because: 'it has no conditions' };
