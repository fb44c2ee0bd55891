import type { DeploymentRecord } from '../host/journal.ts';
import type { Plan, Step } from '../step.ts';
import { certificatesFor } from '../acme/certificates-for.ts';
import { keepAttestation } from '../provenance/keep.ts';
import { beginStage, newTraffic } from '../watch/traffic.ts';
import type { Phase, Report } from './events.ts';
import { arrive } from './arrive.ts';
import { cleanUp } from './clean-up.ts';
import { execute } from './execute.ts';
import { hookAfter } from './hooks.ts';
import { lockAll } from './lock.ts';
import { endLeftPull } from './left-pull.ts';
import { batches, present } from './missing.ts';
import { all, runPhase } from './phase.ts';
import { checkAll } from './preflight.ts';
import { lossOf, putBack } from './put-back.ts';
import { type Deployment, messageOf, newDeployment, recordStart } from './record.ts';
import { CutOff, type Rollout, type Target } from './target.ts';
import { targetOn } from './target-on.ts';

/**
 * Brings every host to the release: each phase ends on all hosts before the next one begins. Any failure before
 * `finalize` puts every host back and is thrown. Gives one record a host.
 */
export async function rollOut(
  rollout: Rollout,
  report: Report,
  signal: AbortSignal,
): Promise<DeploymentRecord[]> {
  const deployment = newDeployment();
  report({ type: 'phase', phase: 'connect' });
  const connections = await lockAll(rollout, signal, '', ({ name }, error) =>
    report({ type: 'missing', host: name, reason: error.message }),
  );
  try {
    report({ type: 'phase', phase: 'preflight' });
    const missing = await checkAll(connections, rollout, report);
    const shared = {
      deployment: deployment.id,
      traffic: newTraffic(),
      certificates: certificatesFor(rollout.app, connections, signal),
      missing,
    };
    const targets = await all(connections, (connection) => targetOn(connection, rollout, shared, report));
    // Without the leave to go on, what ends the connection to one host ends it for all.
    const vital = rollout.allowMissing === true ? [] : connections.map(({ lost }) => lost);
    const stop = AbortSignal.any([signal, ...vital]);
    try {
      await all(targets, (each) => recordStart(each, rollout.verb, deployment.id));
      await change(rollout, targets, deployment, report, stop);
    } catch (error) {
      if (rollout.resumable === true && isCutOff(targets))
        throw new CutOff(messageOf(error), { cause: error });
      const failure = await putBack(
        present(targets),
        deployment,
        report,
        lossOf(present(targets), error) ?? error,
      );
      await hookAfter('failure', present(targets), { PLAB_ERROR: messageOf(failure) });
      throw failure;
    }
    return await arrive(
      rollout,
      targets,
      deployment,
      report,
      async (trouble) => await cleanUp(rollout, targets, deployment, report, trouble),
    );
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

/** A connection ended, and no host has moved any traffic. */
function isCutOff(targets: readonly Target[]): boolean {
  const untouched = targets.every(({ done }) => done.canary !== true && done.switched !== true);
  return untouched && targets.some(({ connection }) => connection.lost.aborted);
}

/** Everything that is undone when it fails. */
async function change(
  rollout: Rollout,
  targets: readonly Target[],
  deployment: Deployment,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const run = async (
    phase: Phase,
    steps: (plan: Plan) => readonly Step[],
    some: readonly Target[] = targets,
  ): Promise<void> => await runPhase({ rollout, phase, steps, execute }, some, deployment, report, signal);
  await all(targets, keepAttestation);
  await all(targets.filter(shipsNothing), ({ connection }) => endLeftPull(connection));
  await run('proxy', ({ proxy }) => proxy);
  await run('prepare', ({ prepare }) => prepare);
  if (targets.some(({ plan }) => plan.release.length > 0)) await run('release', (plan) => plan.release);
  await run('start', ({ start }) => start);
  for (let index = 0; targets.some(({ plan }) => index < plan.canary.length); index += 1) {
    for (const { traffic } of targets) beginStage(traffic);
    await run('canary', ({ canary }) => canary[index] ?? []);
  }
  // Every host stays armed until the last one has been watched: all of them go back together.
  const parts = batches(targets, rollout.app.rollout.batch);
  for (const [index, batch] of parts.entries()) {
    await run('switch', (plan) => plan.switch, batch);
    await run('watch', (plan) => plan.watch, parts.slice(0, index + 1).flat());
  }
  await run('confirm', ({ confirm }) => confirm);
}

/** What a deployment that died left pulling there is wanted no more. */
function shipsNothing({ plan }: Target): boolean {
  return !plan.prepare.some(({ kind }) => kind === 'ship');
}
