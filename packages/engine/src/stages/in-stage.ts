import type { Site } from '../build/build.ts';
import { Interruption } from '../errors.ts';
import { type Result, worse } from '../events/result.ts';

interface StageName {
  readonly name: string;
  /** Unique in the build. */
  readonly id: string;
  /** A branch of `parallel`. */
  readonly branch?: true;
}

/** The site inside a stage. */
export interface OpenStage extends Site {
  readonly stage: NonNullable<Site['stage']>;
}

/**
 * Opens a stage, runs work in it and closes it. Its result is that of the error that the work threw, or the worst
 * warning that a step inside gave. Rejects with what the work threw.
 */
export async function inStage<T>(
  site: Site,
  { name, id, branch }: StageName,
  work: (site: OpenStage) => Promise<T>,
): Promise<T> {
  const { build, stage: parent } = site;
  const own: OpenStage['stage'] = { id, result: 'SUCCESS', ...(parent === undefined ? {} : { parent }) };
  const began = performance.now();
  build.emit({
    type: 'stage.started',
    stage: id,
    name,
    ...(parent === undefined ? {} : { parent: parent.id }),
    ...(branch === undefined ? {} : { branch }),
  });
  const finish = (result: Result): void => {
    const ms = Math.round(performance.now() - began);
    const { skipped } = own;
    build.emit({
      type: 'stage.finished',
      stage: id,
      result,
      ms,
      ...(skipped === undefined ? {} : { skipped }),
    });
  };
  try {
    const value = await work({ ...site, stage: own });
    finish(own.skipped === undefined ? own.result : 'NOT_BUILT');
    return value;
  } catch (error) {
    finish(own.skipped === undefined ? worse(own.result, resultOf(error)) : 'NOT_BUILT');
    throw error;
  }
}

/** The result that an error stands for. */
export function resultOf(error: unknown): Result {
  return error instanceof Interruption ? error.result : 'FAILURE';
}
