import { stagePath } from './path.ts';
import type { Exclude, Matrix, Stage, StageBody } from './stage.ts';

export interface MatrixCell {
  /** The value of each axis, which the cell has as environment, in the order of the axes. */
  readonly values: ReadonlyMap<string, string>;
  /** Named as in Jenkins, `Matrix - OS = 'linux', BROWSER = 'chrome'`, with paths of its own. */
  readonly stage: Stage;
}

/**
 * The cells of a matrix in Jenkins' order: the first axis varies fastest. `path` is that of the stage that holds the
 * matrix.
 */
export function matrixCells(matrix: Matrix, path: string): MatrixCell[] {
  return combinations(matrix)
    .filter((values) => !matrix.excludes.some((exclude) => matches(exclude, values)))
    .map((values) => ({ values, stage: cellStage(matrix, path, values) }));
}

/** The stages directly inside of a stage: its branches, its stages or the cells of its matrix. */
export function childStages({ body, path }: Stage): readonly Stage[] {
  if (body.kind === 'steps') return [];
  if (body.kind === 'parallel') return body.branches;
  return body.kind === 'matrix' ? matrixCells(body.matrix, path).map(({ stage }) => stage) : body.stages;
}

function combinations({ axes }: Matrix): ReadonlyMap<string, string>[] {
  let cells: ReadonlyMap<string, string>[] = [new Map()];
  for (const { name, values } of axes)
    cells = values.flatMap((value) => cells.map((cell) => new Map([...cell, [name, value]])));
  return cells;
}

function matches({ axes }: Exclude, cell: ReadonlyMap<string, string>): boolean {
  return axes.every(({ name, values, inverse }) => values.includes(cell.get(name) ?? '') !== inverse);
}

function cellStage(matrix: Matrix, path: string, values: ReadonlyMap<string, string>): Stage {
  const { axes: _axes, excludes: _excludes, stages, ...settings } = matrix;
  const name = `Matrix - ${[...values].map(([axis, value]) => `${axis} = '${value}'`).join(', ')}`;
  const own = stagePath(path, name);
  return { ...settings, name, path: own, body: { kind: 'sequential', stages: moved(stages, path, own) } };
}

/** The same stages under another path. */
function moved(stages: readonly Stage[], from: string, to: string): Stage[] {
  return stages.map((stage) => ({
    ...stage,
    path: to + stage.path.slice(from.length),
    body: movedBody(stage.body, from, to),
  }));
}

function movedBody(body: StageBody, from: string, to: string): StageBody {
  if (body.kind === 'sequential') return { ...body, stages: moved(body.stages, from, to) };
  if (body.kind === 'parallel') return { ...body, branches: moved(body.branches, from, to) };
  return body;
}
