import type { DeploymentRecord } from '../host/journal.ts';
import type { Report } from './events.ts';
import { leaveOut, present } from './missing.ts';
import { all } from './phase.ts';
import { type Deployment, recordEnd, recordLosses } from './record.ts';
import type { Rollout, Target } from './target.ts';
import { noTrouble, throwTrouble, type Trouble } from './trouble.ts';

/**
 * The end of a rollout whose release stands: writes that down on every host first, for what clears up after it may be cut
 * short; then puts away what is old, and counts once more what users have lost. Gives one record a host. What fails on one
 * host keeps no other one from any of it. Errors: PLAB_CLEAN_UP, PLAB_HOOK.
 */
export async function arrive(
  rollout: Rollout,
  targets: readonly Target[],
  deployment: Deployment,
  report: Report,
  putAway: (trouble: Trouble) => Promise<void>,
): Promise<DeploymentRecord[]> {
  const trouble = noTrouble();
  const ended = await all(present(targets), async (target) => {
    try {
      return [{ target, record: await recordEnd(target, deployment, 'released') }];
    } catch (error) {
      if (!(await leaveOut(rollout, target, targets, error, report))) trouble.add(error, target);
      return [];
    }
  });
  await putAway(trouble);
  const records = await all(ended.flat(), async ({ target, record }) => ({
    host: target.connection.host.name,
    record: await recordLosses(target, record),
  }));
  throwTrouble(trouble);
  for (const { host, record } of records) report({ type: 'finished', host, record });
  return records.map(({ record }) => record);
}
