import type { Stage } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import type { Around, Failure } from './around.ts';
import { runStage } from './run-stage.ts';

/** Runs stages one after the other and gives the first error, after which the others are only opened and skipped. */
export async function runSequence(
  site: Site,
  stages: readonly Stage[],
  around: Around,
): Promise<Failure | undefined> {
  let { failure, skip } = around;
  let waiting = around.from;
  for (const stage of stages) {
    if (waiting !== undefined) {
      const found = stage.name === waiting;
      skip = found ? undefined : { kind: 'restart', from: waiting };
      if (found) waiting = undefined;
    }
    try {
      await runStage(site, stage, without({ ...around, failure, skip }));
    } catch (error) {
      failure ??= { error };
    }
  }
  return failure;
}

function without({ failure, skip, tools, agent }: { [K in keyof Around]: Around[K] | undefined }): Around {
  return {
    tools: tools ?? [],
    agent: agent ?? { kind: 'none', start: 0, end: 0 },
    ...(failure === undefined ? {} : { failure }),
    ...(skip === undefined ? {} : { skip }),
  };
}
