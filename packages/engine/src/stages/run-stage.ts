import type { Stage, StageBody } from '@pipeline-lab/jenkinsfile';
import { remember, type Site } from '../build/build.ts';
import { withEnvironment } from '../build/environment.ts';
import { Interruption, StepFailure } from '../errors.ts';
import { type Result, worse } from '../events/result.ts';
import { hasOption, withOptions } from './options.ts';
import { runPost } from './post.ts';
import { holds } from './when.ts';

/**
 * Runs stages one after the other. Once one has failed, the others are skipped. Gives the worst result; never
 * rejects, the first error is kept in the build.
 */
export async function runStages(site: Site, stages: readonly Stage[]): Promise<Result> {
  let result: Result = 'SUCCESS';
  for (const stage of stages) {
    const skipped = skipReason(site, stage, result);
    result = worse(
      result,
      skipped === undefined ? await runStage(site, stage, false) : skip(site, stage, skipped),
    );
  }
  return result;
}

function skipReason({ build, signal }: Site, { name }: Stage, result: Result): string | undefined {
  const earlier = `Stage "${name}" skipped due to earlier failure(s)`;
  if (signal.aborted || result === 'FAILURE' || result === 'ABORTED') return earlier;
  const unstable = result === 'UNSTABLE' && hasOption(build.pipeline.options, 'skipStagesAfterUnstable');
  return unstable ? earlier : undefined;
}

/** A stage that is skipped leaves the result as it is. */
function skip(site: Site, stage: Stage, skipped: string, branch = false): Result {
  announce(site, stage, branch);
  site.build.emit({ type: 'stage.finished', stage: stage.path, result: 'NOT_BUILT', ms: 0, skipped });
  return 'SUCCESS';
}

async function runStage(site: Site, stage: Stage, branch: boolean): Promise<Result> {
  const began = performance.now();
  const own = { id: stage.path, result: 'SUCCESS' as Result };
  const inside: Site = { ...site, env: { ...site.env, STAGE_NAME: stage.name }, stage: own };
  announce(site, stage, branch);
  const finish = (result: Result, skipped?: string): void => {
    const ms = Math.round(performance.now() - began);
    const reason = skipped === undefined ? {} : { skipped };
    site.build.emit({ type: 'stage.finished', stage: stage.path, result, ms, ...reason });
  };
  try {
    const environment = await withEnvironment(inside, stage.environment);
    if (stage.when !== undefined && !(await holds(environment, stage.when))) {
      finish('NOT_BUILT', `Stage "${stage.name}" skipped due to when conditional`);
      return 'SUCCESS';
    }
    const worked = await outcome(environment, async () =>
      withOptions(environment, stage.options, async (limited) => runBody(limited, stage.body)),
    );
    const result = await runPost(environment, stage.post, worse(own.result, worked));
    finish(result);
    return result;
  } catch (error) {
    const result = await outcome(inside, () => Promise.reject(error));
    finish(result);
    return result;
  }
}

/** How work ended: its error becomes a result of the build. */
async function outcome({ build }: Site, work: () => Promise<void>): Promise<Result> {
  try {
    await work();
    return 'SUCCESS';
  } catch (error) {
    if (!(error instanceof NestedFailure)) remember(build, error);
    const result = error instanceof NestedFailure || error instanceof Interruption ? error.result : 'FAILURE';
    build.state.result = worse(build.state.result, result);
    return result;
  }
}

/** The stages inside a stage failed; they have told why. */
class NestedFailure extends Error {
  readonly result: Result;

  constructor(result: Result) {
    super('a nested stage failed');
    this.result = result;
  }
}

async function runBody(site: Site, body: StageBody): Promise<void> {
  if (body.kind === 'steps')
    return void (await site.build.interpreter.run(body.steps, site.build.hostAt(site)));
  if (body.kind === 'matrix') throw new StepFailure('a matrix does not run here yet');
  const result =
    body.kind === 'parallel'
      ? await runBranches(site, body.branches, body.failFast)
      : await runStages(site, body.stages);
  if (site.stage !== undefined) site.stage.result = worse(site.stage.result, result);
  if (result === 'FAILURE' || result === 'ABORTED') throw new NestedFailure(result);
}

async function runBranches(site: Site, branches: readonly Stage[], failFast: boolean): Promise<Result> {
  const failed = new AbortController();
  const own: Site = { ...site, signal: AbortSignal.any([site.signal, failed.signal]) };
  const strict = failFast || hasOption(site.build.pipeline.options, 'parallelsAlwaysFailFast');
  const results = await Promise.all(
    branches.map(async (branch) => {
      const result = await runStage(own, branch, true);
      if (strict && result === 'FAILURE') {
        failed.abort(new Interruption('failFast', `stopped, since ${branch.name} failed`));
      }
      return result;
    }),
  );
  // A branch that was stopped because another one failed must not hide that failure.
  return results.includes('FAILURE') ? 'FAILURE' : results.reduce(worse, 'SUCCESS');
}

function announce({ build, stage: parent }: Site, { path, name }: Stage, branch: boolean): void {
  build.emit({
    type: 'stage.started',
    stage: path,
    name,
    ...(parent === undefined ? {} : { parent: parent.id }),
    ...(branch ? { branch } : {}),
  });
}
