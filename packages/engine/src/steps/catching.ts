import type { Value } from '@pipeline-lab/groovy';
import { remember, worsen } from '../build/build.ts';
import { isInterrupted } from '../build/interrupts.ts';
import { Interruption, StepFailure } from '../errors.ts';
import { isWorse, resultNamed, type Result, results } from '../events/result.ts';
import { runBody, type StepCall } from './step.ts';
import { said } from './tell.ts';

interface Results {
  readonly build: Result;
  readonly stage: Result;
}

/** As `CatchErrorStep` has it: what was interrupted gives its own result to the build and to the stage. */
export async function caught(call: StepCall, usual: Results): Promise<Value> {
  const { site, parameters } = call;
  try {
    await runBody(call, site);
  } catch (error) {
    if (!parameters.flag('catchInterruptions', true) && isInterrupted(error, site)) throw error;
    const message = parameters.text('message', '');
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

function resultsOf({ parameters }: StepCall, usual: Results): Results {
  const named = (name: string, fallback: Result): Result => {
    if (!parameters.has(name)) return fallback;
    const result = resultNamed(parameters.text(name));
    if (result !== undefined) return result;
    throw new StepFailure(
      `${name} is invalid: ${parameters.text(name)}`,
      `Use one of ${results.join(', ')}.`,
    );
  };
  return { build: named('buildResult', usual.build), stage: named('stageResult', usual.stage) };
}

/** An error as the log of Jenkins has it. */
export function errorText(error: unknown): string[] {
  const message = error instanceof Error ? error.message : String(error);
  return `ERROR: ${message}`.split('\n');
}
