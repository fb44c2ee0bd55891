import { all } from '../rollout/phase.ts';
import { ChangeFailed } from './change.ts';
import { nodesOf } from './cluster.ts';
import { changeTo, type Journey, surroundings } from './journey.ts';
import { dismissed, type Placed, rolesOf, webOf } from './placement.ts';
import { freeNodes } from './room.ts';
import { removeService, tasksOf } from './service.ts';
import { serviceName } from './settings.ts';
import { standingRoles } from './state.ts';
import { keepsData } from './task-template.ts';
import { endedOf } from './verdict.ts';
import { keptWorkload, plannedWorkload } from './workload.ts';

/** Gives the services the release, once for all hosts, and waits until they stand. Errors: as {@link changeTo}. */
export async function update(journey: Journey, signal: AbortSignal): Promise<void> {
  journey.updating ??= begin(journey, signal);
  await journey.updating;
}

/** What works beside a release stands before anybody is served by it, as on single hosts. */
async function begin(journey: Journey, signal: AbortSignal): Promise<void> {
  const { rollout, targets } = journey;
  const workload = await keptWorkload(journey);
  for (const { done } of targets) done.switched = true;
  const around = surroundings(journey);
  await updateRoles(journey, rolesOf(rollout.app, workload, around), signal);
  await updateWeb(journey, webOf(rollout.app, workload, around), signal);
  await rolesStayed(journey);
}

async function updateWeb(journey: Journey, web: Placed, signal: AbortSignal): Promise<void> {
  const { cluster, before, targets } = journey;
  const free = freeNodes(web.template, await nodesOf(cluster), web.replicas);
  const why = keepsData(web.template) ? 'the data stays on its node' : free === 0 ? 'no node is free' : '';
  if (why !== '' && before.service !== undefined)
    targets[0]?.say(`${why}: each container stops before the next one starts`);
  await changeTo(journey, web, { free, first: before.service === undefined }, signal);
}

async function updateRoles(journey: Journey, roles: readonly Placed[], signal: AbortSignal): Promise<void> {
  const { cluster, before, targets } = journey;
  const standing = standingRoles(before);
  // What fails for one has failed for all of them.
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);
  await all(roles, async (service) => {
    const { role = '', replicas } = service;
    const first = !standing.has(role);
    try {
      // What a first deployment that was cut left would be told from this one by nothing.
      if (first && before.roles.has(role)) await removeService(cluster, serviceName(cluster.app, role));
      if (!(await changeTo(journey, service, { free: 0, first }, stop))) return;
    } catch (error) {
      failed.abort(error);
      throw error;
    }
    targets[0]?.say(`${role}: ${replicas} ${replicas === 1 ? 'container works' : 'containers work'}`);
  });
}

/** Throws ChangeFailed when a container that works beside the release has ended since it was started. */
async function rolesStayed({ cluster, before, changed, release }: Journey): Promise<void> {
  const known = new Set(before.tasks.map(({ id }) => id));
  for (const role of changed) {
    if (role === undefined) continue;
    const tasks = await tasksOf(cluster, serviceName(cluster.app, role));
    const ended = endedOf(tasks.filter(({ id, release: of }) => of === release.id && !known.has(id)));
    if (ended !== undefined) throw new ChangeFailed(`${role}: ${ended.error ?? 'a container ended'}`);
  }
}

/** Removes the services of roles that the release does not have; that of one whose hosts are away waits for them. */
export async function dismissRoles(journey: Journey): Promise<void> {
  const { rollout, cluster, before, changed, release, targets } = journey;
  const workload = plannedWorkload(rollout.app, release, before);
  const gone = dismissed(before.roles.keys(), workload, rollout);
  for (const role of gone) await removeService(cluster, serviceName(cluster.app, role));
  for (const role of before.roles.keys())
    if (!changed.has(role) && !gone.includes(role))
      targets[0]?.say(
        `${role}: stays as it was, for all of its hosts are away; deploy again when they are back`,
      );
}
