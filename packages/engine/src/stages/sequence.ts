import type { Stage } from '@pipeline-lab/jenkinsfile';
import type { Site } from '../build/build.ts';
import type { Around, Failure } from './around.ts';

/** Runs stages one after the other and gives the first error, after which the others are only opened and skipped. */
export async function runSequence(
  site: Site,
  stages: readonly Stage[],
  around: Around,
): Promise<Failure | undefined> {
  const { tools, agent, runStage } = around;
  let { failure, skip, from } = around;
  for (const stage of stages) {
    if (from !== undefined) {
      skip = stage.name === from ? undefined : { kind: 'restart', from };
      if (stage.name === from) from = undefined;
    }
    try {
      const inside = { tools, agent, runStage, ...(failure && { failure }), ...(skip && { skip }) };
      await runStage(site, stage, inside);
    } catch (error) {
      failure ??= { error };
    }
  }
  return failure;
}
