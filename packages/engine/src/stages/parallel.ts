import { type Matrix, matrixCells, type Stage, type StageBody } from '@pipeline-lab/jenkinsfile';
import type { Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { type Around, hasOption } from './around.ts';
import { inBranches } from './branches.ts';

export interface StageBranch {
  readonly stage: Stage;
  /** Of a matrix. */
  readonly cell?: ReadonlyMap<string, string>;
}

/** The branches of a `parallel`, or the cells of a `matrix`. */
export function branchesOf(
  path: string,
  body: Extract<StageBody, { readonly kind: 'parallel' | 'matrix' }>,
): StageBranch[] {
  if (body.kind === 'parallel') return body.branches.map((stage) => ({ stage }));
  return cellsOf(body.matrix, path);
}

function cellsOf(matrix: Matrix, path: string): StageBranch[] {
  return matrixCells(matrix, path).map(({ stage, values }) => ({ stage, cell: values }));
}

/** Runs branches side by side, as the step `parallel`. Rejects with the worst error. */
export async function runParallel(
  site: Site,
  stage: Stage,
  branches: readonly StageBranch[],
  around: Around,
): Promise<void> {
  const own = 'failFast' in stage.body && stage.body.failFast;
  const failFast = own || hasOption(site.build.pipeline.options, 'parallelsAlwaysFailFast');
  const { tools, agent, skip, runStage } = around;
  const inside = { tools, agent, runStage, ...(skip && { skip }), branch: true as const };
  const works = branches.map(({ stage: branch, cell }) => ({
    name: branch.name,
    work: async (line: Site): Promise<void> =>
      await runStage(line, branch, { ...inside, ...(cell === undefined ? {} : { cell }) }),
  }));
  await site.build.steps.call(site, 'parallel', new Map<string, Value>(), async (at) => {
    await inBranches(at, works, failFast);
    return null;
  });
}
