import { fail, PlabError } from '../errors.ts';
import { configureProxy } from '../proxy/configure.ts';
import { imageName } from '../release.ts';
import { present } from '../rollout/missing.ts';
import { all } from '../rollout/phase.ts';
import { entryOf } from '../rollout/proxy-entry.ts';
import { messageOf, recordEnd } from '../rollout/record.ts';
import { removeImage } from '../rollout/remove-release.ts';
import type { Target } from '../rollout/target.ts';
import { tellFailures } from './evidence.ts';
import { ChangeFailed } from './change.ts';
import { changeBack } from './change-back.ts';
import type { Journey } from './journey.ts';
import { forgetRelease } from './releases.ts';
import { findService, removeService, type Service } from './service.ts';
import { serviceName } from './settings.ts';
import { standingRoles } from './state.ts';

/** Has the swarm serve what it served before; gives the error that led to it, with what went wrong on the way back. */
export async function goBack(journey: Journey, error: unknown): Promise<unknown> {
  const { targets, deployment, report } = journey;
  const reachable = present(targets).filter(({ connection }) => !connection.lost.aborted);
  const told = reasonFor(journey, error);
  for (const { connection } of reachable)
    report({ type: 'undo', host: connection.host.name, reason: messageOf(told) });
  if (journey.updating !== undefined) await tellFailures(journey, reachable);
  const trouble = await undo(journey, reachable, error).then(() => undefined, messageOf);
  const why =
    trouble === undefined ? messageOf(told) : `${messageOf(told)}; putting it back failed too: ${trouble}`;
  await all(reachable, async (each) => {
    const result = each.done.switched === true ? 'rolled-back' : 'failed';
    const record = await recordEnd(each, deployment, result, why);
    report({ type: 'finished', host: each.connection.host.name, record });
  });
  if (trouble !== undefined && told instanceof Error) told.message = why;
  return told;
}

function reasonFor({ targets }: Journey, error: unknown): unknown {
  if (!(error instanceof ChangeFailed)) return error;
  const where = targets.map(({ connection }) => connection.host.name).join(', ');
  return fail('PLAB_SWARM_UPDATE', where, error.message, error);
}

async function undo(journey: Journey, reachable: readonly Target[], error: unknown): Promise<void> {
  const roles = await restoreServices(journey, error);
  await all(reachable, restoreProxy);
  for (const { reason } of roles) throw reason;
  const { cluster, before, release } = journey;
  if (before.kept.some(({ id }) => id === release.id)) return;
  await forgetRelease(cluster, release.id);
  // A container that has ended may hold it still: the next deployment tidies up.
  await all(reachable, async (each) => {
    await removeImage(each.connection, imageName(each.app.app, each.release.id));
  });
}

/** Gives what went wrong with roles; throws where what serves did not go back: the proxies need the nodes of both then. */
async function restoreServices(journey: Journey, error: unknown): Promise<PromiseRejectedResult[]> {
  const { cluster, before, changed } = journey;
  if (journey.updating === undefined) return [];
  // Nothing of it goes on once it has ended.
  await journey.updating.catch(() => undefined);
  if (error instanceof PlabError && error.code === 'PLAB_SWARM_SILENT') throw error;
  const restore = async (role: string | undefined): Promise<void> => {
    const old = role === undefined ? before.service : standingRoles(before).get(role);
    await restoreService(journey, serviceName(cluster.app, role), old);
  };
  const ended = await Promise.allSettled([...changed].map(restore));
  const web = ended[[...changed].indexOf(undefined)];
  if (web?.status === 'rejected') throw web.reason;
  return ended.filter((each) => each.status === 'rejected');
}

/** How an update is at rest; absent when there was none. */
const atRest: readonly (string | undefined)[] = [undefined, 'completed', 'rollback_completed'];

/** A service is what it was before a deployment: that did not come to it, or Swarm took it back. Pure. */
export function isBack(now: Service | undefined, deployment: string): boolean {
  if (now === undefined || now.spec.Labels['plab.deployment'] === deployment) return false;
  return atRest.includes(now.update?.state);
}

/** Each service by what it is: when two fail at once, the error tells of one of them. */
async function restoreService(journey: Journey, name: string, old: Service | undefined): Promise<void> {
  const { cluster, deployment } = journey;
  if (old === undefined) return await removeService(cluster, name);
  const now = await findService(cluster, name);
  if (!isBack(now, deployment.id)) await changeBack(journey, old.spec);
}

async function restoreProxy(target: Target): Promise<void> {
  const { entry } = target.done;
  if (entry !== undefined) await configureProxy(target.connection, entry.previous ?? entryOf(target, {}));
}
