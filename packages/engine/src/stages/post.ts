import type { Post, PostCondition } from '@pipeline-lab/jenkinsfile';
import { type Build, remember, type Site, worsen } from '../build/build.ts';
import type { Result } from '../events/result.ts';

/**
 * Runs the blocks of `post` whose condition holds for a result. They run after an abort, too, and the failure of one
 * keeps none of the others from running; it makes the result FAILURE. Gives that result.
 */
export async function runPost(site: Site, post: Post | undefined, result: Result): Promise<Result> {
  let current = result;
  const own: Site = { ...site, signal: new AbortController().signal };
  for (const [condition, statements] of post ?? []) {
    if (!applies(condition, current, site.build)) continue;
    try {
      await site.build.interpreter.run(statements, site.build.hostAt(own));
    } catch (error) {
      remember(site.build, error);
      worsen(site, 'FAILURE');
      if (current === 'SUCCESS' || current === 'UNSTABLE') current = 'FAILURE';
    }
  }
  return current;
}

/** https://www.jenkins.io/doc/book/pipeline/syntax/#post-conditions */
function applies(condition: PostCondition, result: Result, { previous }: Build): boolean {
  switch (condition) {
    case 'always':
    case 'cleanup':
      return true;
    case 'changed':
      return previous !== undefined && previous !== result;
    case 'fixed':
      return result === 'SUCCESS' && (previous === 'FAILURE' || previous === 'UNSTABLE');
    case 'regression':
      return previous === 'SUCCESS' && ['FAILURE', 'UNSTABLE', 'ABORTED'].includes(result);
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
