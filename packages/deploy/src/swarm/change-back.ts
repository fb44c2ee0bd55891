import { labels } from '../host/state.ts';
import { type Node, nodesOf } from './cluster.ts';
import { change } from './follow.ts';
import { type Journey, marked, surroundings } from './journey.ts';
import { rolesOf, samePlaces, webOf } from './placement.ts';
import { freeNodes, nodesFor } from './room.ts';
import { paced, type ServiceSpec } from './spec.ts';
import type { TaskTemplate } from './task-template.ts';

/** The service as it was before, as a change of its own. Errors: as {@link change}. */
export async function changeBack(journey: Journey, before: ServiceSpec): Promise<void> {
  const { rollout, cluster, deployment, report } = journey;
  const nodes = await nodesOf(cluster);
  const old = { ...before, TaskTemplate: again(before.TaskTemplate, placedAnew(journey, before), nodes) };
  const free = freeNodes(old.TaskTemplate, nodes, old.Mode.Replicated.Replicas);
  const spec = paced(old, rollout.app, { free, failureAction: 'pause' });
  const wanted = {
    cluster,
    app: rollout.app,
    spec: marked(spec, { deployment: { ...deployment, id: `back from ${deployment.id}` } }),
    release: old.Labels[labels.release] ?? '',
    role: old.Labels[labels.worker],
    first: false,
    mayWait: true,
    report,
  };
  await change(wanted, new AbortController().signal);
}

/** Where its containers would go if they were placed now: a node may have another id than it had. */
function placedAnew(journey: Journey, { Labels, TaskTemplate: old }: ServiceSpec): TaskTemplate {
  const { rollout, before } = journey;
  const kept = before.kept.find(({ id }) => id === Labels[labels.release])?.workload;
  if (kept === undefined) return old;
  const replicas = before.service?.spec.Mode.Replicated.Replicas;
  const app = { app: rollout.app.app, swarm: { ...rollout.app.swarm, replicas } };
  const role = Labels[labels.worker];
  try {
    if (role === undefined) return webOf(app, kept, surroundings(journey)).template;
    const roles = kept.roles.filter(({ name }) => name === role);
    return rolesOf(app, { roles }, surroundings(journey))[0]?.template ?? old;
  } catch {
    // Its hosts are away: as it was, for when they come back.
    return old;
  }
}

/**
 * What was there, in the places of before, for its data is there: deploy.yml may name the hosts in another order by now.
 * In those of now where they are a part of these, or where no node is left that these allow. Pure.
 */
export function again(old: TaskTemplate, anew: TaskTemplate, nodes: readonly Node[]): TaskTemplate {
  const [before, now] = [nodesFor(old, nodes), nodesFor(anew, nodes)];
  const part = before.length === 0 || now.every((node) => before.includes(node));
  if (samePlaces(old, anew) || now.length === 0 || !part) return old;
  return { ...old, Placement: { ...old.Placement, Constraints: anew.Placement?.Constraints ?? [] } };
}
