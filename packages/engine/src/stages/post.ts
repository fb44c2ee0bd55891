import { at } from '../steps/here.ts';
import type { Post, PostCondition } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import { say } from '../build/site.ts';
import { lasts } from '../build/interrupts.ts';
import { Interruption } from '../errors.ts';
import { isWorse, type Result, worse } from '../events/result.ts';
import type { Failure } from './around.ts';
import { resultOf } from './in-stage.ts';

/**
 * Runs the blocks of `post` whose condition holds, in Jenkins' order, each with the result as it is by then. An error
 * in one keeps no other from running and becomes the failure, unless there is one that no abort followed. `opened` runs first when any holds.
 * Gives the failure.
 */
export async function runPost(
  site: Site,
  post: Post | undefined,
  failure: Failure | undefined,
  opened: (site: Site, work: (site: Site) => Promise<void>) => Promise<void>,
): Promise<Failure | undefined> {
  if (post === undefined || ![...post.keys()].some((each) => applies(each, site, failure))) return failure;
  let after = failure;
  await opened(site, async (inside) => {
    for (const [condition, statements] of post) {
      if (!applies(condition, site, after)) continue;
      const run = async (): Promise<void> =>
        void (await at(
          inside,
          async () => await site.build.interpreter.run(statements, site.build.hostAt(inside)),
        ));
      const failed = await attempt(inside, condition, logicalResult(site, after), run);
      after = firstOf(after, failed);
    }
  });
  return after;
}

/** The first error counts, but for one that an abort comes after: the build was stopped then, whatever went before. */
function firstOf(first: Failure | undefined, next: Failure | undefined): Failure | undefined {
  if (first === undefined || next === undefined) return first ?? next;
  const stopped = next.error instanceof Interruption && lasts(next.error);
  return stopped && !(first.error instanceof Interruption) ? next : first;
}

/** While a block of `post` runs, `currentBuild.result` is what the build comes to so far. */
async function attempt(
  site: Site,
  condition: PostCondition,
  logical: Result,
  run: () => Promise<void>,
): Promise<Failure | undefined> {
  const { state } = site.build;
  const before = state.result;
  state.result = logical;
  try {
    await run();
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    say(site, `Error when executing ${condition} post condition:`, ...message.split('\n'));
    return { error };
  } finally {
    if (state.result === logical) state.result = before;
  }
}

/** `BuildCondition.getCombinedResult`: the build's own result, and the error or else the worst warning in the stage. */
function logicalResult({ build, stage }: Site, failure: Failure | undefined): Result {
  const warned = stage?.result ?? 'SUCCESS';
  return worse(build.state.result ?? 'SUCCESS', failure === undefined ? warned : resultOf(failure.error));
}

/** https://www.jenkins.io/doc/book/pipeline/syntax/#post-conditions */
function applies(condition: PostCondition, site: Site, failure: Failure | undefined): boolean {
  const result = logicalResult(site, failure);
  const { stage: _, ...outside } = site;
  const overall = logicalResult(outside, failure);
  const previous = site.build.previous()?.result;
  switch (condition) {
    case 'always':
    case 'cleanup':
      return true;
    case 'changed':
      return previous !== overall;
    case 'fixed':
      return overall === 'SUCCESS' && (previous === 'FAILURE' || previous === 'UNSTABLE');
    case 'regression':
      return previous !== undefined && isWorse(overall, previous);
    case 'aborted':
      return result === 'ABORTED';
    case 'success':
      return result === 'SUCCESS';
    case 'unsuccessful':
      return result !== 'SUCCESS';
    case 'unstable':
      return result === 'UNSTABLE';
    case 'failure':
      return result === 'FAILURE';
    case 'notBuilt':
      return result === 'NOT_BUILT';
  }
}
