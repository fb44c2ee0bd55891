import type { DeploymentRecord } from '../host/journal.ts';
import { keepAttestation } from '../provenance/keep.ts';
import { configuredApp, configureProxy } from '../proxy/configure.ts';
import type { Plan, Step } from '../step.ts';
import { arrive } from '../rollout/arrive.ts';
import type { Phase, Report } from '../rollout/events.ts';
import { hookAfter } from '../rollout/hooks.ts';
import { lockAll } from '../rollout/lock.ts';
import { present } from '../rollout/missing.ts';
import { all, runPhase } from '../rollout/phase.ts';
import { certify, enterProxy, entryOf } from '../rollout/proxy-entry.ts';
import { messageOf, recordStart } from '../rollout/record.ts';
import { runReleaseCommand } from '../rollout/release-command.ts';
import { ship } from '../rollout/ship.ts';
import { CutOff, type Rollout, type Target } from '../rollout/target.ts';
import type { Trouble } from '../rollout/trouble.ts';
import { goBack } from './go-back.ts';
import type { Journey } from './journey.ts';
import { awaitAnswer, between, proxiedNodes } from './nodes.ts';
import { prepare } from './prepare.ts';
import { refuse } from './refuse.ts';
import { tidySwarm } from './tidy.ts';
import { dismissRoles, update } from './update.ts';

/**
 * As `rollOut`, where the hosts are the nodes of one Docker Swarm: every node gets the image, then the swarm's service
 * the release, and Swarm replaces its containers one after the other. Any failure before the end puts the service back,
 * unless Swarm has done so. Errors: PLAB_SWARM_…, and those that single hosts have.
 */
export async function rollOutOnSwarm(
  rollout: Rollout,
  report: Report,
  signal: AbortSignal,
): Promise<DeploymentRecord[]> {
  const image = [...(rollout.sources?.values() ?? [])][0]?.image;
  refuse({ app: rollout.app, hosts: rollout.hosts.length, image });
  report({ type: 'phase', phase: 'connect' });
  const connections = await lockAll(rollout, signal, '', ({ name }, error) =>
    report({ type: 'missing', host: name, reason: error.message }),
  );
  try {
    const journey = await prepare(rollout, connections, report, signal);
    const vital = rollout.allowMissing === true ? [] : connections.map(({ lost }) => lost);
    try {
      await all(journey.targets, (each) => recordStart(each, rollout.verb, journey.deployment.id));
      await travel(journey, AbortSignal.any([signal, ...vital]));
    } catch (error) {
      if (rollout.resumable === true && isCutOff(journey))
        throw new CutOff(messageOf(error), { cause: error });
      const failure = await goBack(journey, error);
      await hookAfter('failure', present(journey.targets), { PLAB_ERROR: messageOf(failure) });
      throw failure;
    }
    const { targets, deployment } = journey;
    return await arrive(
      rollout,
      targets,
      deployment,
      report,
      async (trouble) => await putAway(journey, trouble),
    );
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

/** The way to the release: each phase ends on all hosts before the next one begins. */
async function travel(journey: Journey, signal: AbortSignal): Promise<void> {
  const { rollout, targets, deployment, report } = journey;
  const execute = async (target: Target, step: Step, stop: AbortSignal): Promise<void> =>
    await act(journey, target, step, stop);
  const run = async (phase: Phase, steps: (plan: Plan) => readonly Step[]): Promise<void> =>
    await runPhase({ rollout, phase, steps, execute }, targets, deployment, report, signal);
  await all(targets, keepAttestation);
  await run('proxy', ({ proxy }) => proxy);
  await run('prepare', ({ prepare }) => prepare);
  if (targets.some(({ plan }) => plan.release.length > 0)) await run('release', (plan) => plan.release);
  await run('switch', (plan) => plan.switch);
  await run('watch', ({ watch }) => watch);
  await run('confirm', ({ confirm }) => confirm);
}

/** Does one step on one host; the update is one for all. */
async function act(journey: Journey, target: Target, step: Step, signal: AbortSignal): Promise<void> {
  switch (step.kind) {
    case 'proxy':
      return await enterProxy(target, { nodes: await nodesMeanwhile(journey, target) });
    case 'certificate':
      return await certify(target, { nodes: await nodesMeanwhile(journey, target) });
    case 'ship':
      target.done.shipped = await ship(target, signal);
      return;
    case 'command':
      return await runReleaseCommand(target, signal);
    case 'update':
      return await update(journey, signal);
    case 'answer':
      return await awaitAnswer(target.connection, target.app, signal);
    case 'settle':
      return await configureProxy(
        target.connection,
        entryOf(target, { nodes: wantedNodes(journey, target) }),
      );
    default:
      throw new Error(`${step.kind} is no step of a swarm`);
  }
}

async function nodesMeanwhile(journey: Journey, target: Target): Promise<ReturnType<typeof between>> {
  const host = target.connection.host.name;
  if (!journey.nodes.has(host)) journey.nodes.set(host, (await configuredApp(target.connection))?.nodes);
  return between(journey.nodes.get(host), wantedNodes(journey, target));
}

function wantedNodes(
  { rollout, cluster, nodes }: Journey,
  { connection }: Target,
): ReturnType<typeof proxiedNodes> {
  const hosts = rollout.hosts.map(({ name }) => name);
  return proxiedNodes(cluster, rollout.app, hosts, nodes.get(connection.host.name));
}

/** A connection ended before the service was changed. */
function isCutOff({ targets, updating }: Journey): boolean {
  return updating === undefined && targets.some(({ connection }) => connection.lost.aborted);
}

/** Ends what works beside the release of before alone, and forgets what is beyond `keep`, on all hosts. */
async function putAway(journey: Journey, trouble: Trouble): Promise<void> {
  const { rollout, cluster, targets, before, report } = journey;
  report({ type: 'phase', phase: 'finalize' });
  try {
    if (journey.updating !== undefined) await dismissRoles(journey);
    await tidySwarm(cluster, rollout.app, [before.serving ?? '']);
  } catch (error) {
    for (const target of present(targets)) trouble.add(error, target);
  }
}
