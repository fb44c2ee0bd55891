import type { Value } from '@pipeline-lab/groovy';
import { remember, worsen } from '../build/site.ts';
import { isInterrupted } from '../build/interrupts.ts';
import { Interruption, StepFailure } from '../errors.ts';
import { isWorse, resultNamed, type Result, results } from '../events/result.ts';
import { runBody, type StepCall } from './step.ts';
import { said } from './tell.ts';

type Catching = StepCall<'catchError' | 'warnError'>;

interface Results {
  readonly build: Result;
  readonly stage: Result;
}

/** As `CatchErrorStep` has it: what was interrupted gives its own result to the build and to the stage. */
export async function caught(call: Catching, usual: Results): Promise<Value> {
  const { site, args } = call;
  try {
    await runBody(call, site);
  } catch (error) {
    if (error instanceof Interruption && error.final) throw error;
    if (args.catchInterruptions === false && isInterrupted(error, site)) throw error;
    const { message = '' } = args;
    if (message !== '') said(call, `ERROR: ${message}`);
    said(call, ...(error instanceof Interruption ? [error.message] : errorText(error)));
    const { build, stage } = error instanceof Interruption ? bothOf(error.result) : resultsOf(call, usual);
    if (build !== 'SUCCESS') {
      if (isWorse(build, site.build.state.result ?? 'SUCCESS'))
        said(call, `Setting overall build result to ${build}`);
      remember(site.build, error);
    }
    worsen(site, build, stage);
  }
  return null;
}

function bothOf(result: Result): Results {
  return { build: result, stage: result };
}

function resultsOf({ args }: Catching, usual: Results): Results {
  return {
    build: 'buildResult' in args ? resultOf('buildResult', args.buildResult) : usual.build,
    stage: 'stageResult' in args ? resultOf('stageResult', args.stageResult) : usual.stage,
  };
}

function resultOf(name: string, given: string | null = null): Result {
  const result = given === null ? 'SUCCESS' : resultNamed(given);
  if (result !== undefined) return result;
  throw new StepFailure(`${name} is invalid: ${given}`, `Use one of ${results.join(', ')}.`);
}

/** An error as the log of Jenkins has it. */
export function errorText(error: unknown): string[] {
  const message = error instanceof Error ? error.message : String(error);
  return `ERROR: ${message}`.split('\n');
}
