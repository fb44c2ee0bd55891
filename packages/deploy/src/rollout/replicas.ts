import { statusOf } from '@pipeline-lab/image';
import { fail } from '../errors.ts';
import { slotAddress } from '../host/slot.ts';
import { engineCall, type KeptRelease, labels } from '../host/state.ts';
import { type Server, serverName } from '../proxy/entry.ts';
import { requireAttested } from '../provenance/before-start.ts';
import { containerName } from '../release.ts';
import { containerOptions, ensureNetwork, linesOf } from './container.ts';
import { engineTime } from './members.ts';
import { messageOf } from './record.ts';
import type { Target } from './target.ts';
import { workersOn } from './workers-on.ts';

/** The containers of the rollout's release that serve on its host, counted from 0: those that it has, or is to get. */
export function replicasOf({ app, before, release }: Pick<Target, 'app' | 'before' | 'release'>): number[] {
  const present = before.releases.find(({ id }) => id === release.id);
  const count = present?.whole === true ? present.replicas.length : app.replicas;
  return Array.from({ length: count }, (_, index) => index);
}

/** Their names. */
export function servingNames(target: Target): string[] {
  return replicasOf(target).map((replica) => containerName(target.app.app, target.release, replica));
}

/**
 * Creates the release's containers that serve with the least they need: no capability, no writable root, no published
 * port. Those that are there stay.
 */
export async function createReplicas(target: Target, slot: number): Promise<void> {
  const { docker, host } = target.connection;
  await engineCall(target.connection, async () => {
    await ensureNetwork(target);
    for (const replica of replicasOf(target))
      await docker.createContainer(servingOptions(target, slot, replica)).catch((error: unknown) => {
        const gone = 'its image was removed between its arrival and its start';
        if (statusOf(error) === 404) throw fail('PLAB_SHIP', host.name, gone, error);
        if (statusOf(error) !== 409) throw error;
      });
  });
}

/** Starts them, unless they run; gives the engine's time of before. */
export async function startReplicas(target: Target): Promise<string> {
  const { connection } = target;
  return await engineCall(connection, async () => {
    const since = await engineTime(connection);
    await Promise.all(servingNames(target).map(async (name) => await start(target, name)));
    return since;
  });
}

/** Tells the last lines that each of the containers wrote that serve, its secrets hidden. */
export async function tellLastLines(target: Target, count: number): Promise<void> {
  const names = servingNames(target);
  for (const [index, name] of names.entries()) {
    const which = names.length === 1 ? '' : `web-${index + 1}: `;
    for (const line of await linesOf(target, name, count).catch(() => [])) target.say(`  ${which}${line}`);
  }
}

/** The servers of a release in the proxy, for so many containers. */
export function serverOf({ app }: Pick<Target, 'app'>, release: string, slot: number, count: number): Server {
  const [address = '', ...replicas] = Array.from(
    { length: count },
    (_, replica) => `${slotAddress(app.app, slot, replica)}:${app.port}`,
  );
  return { name: serverName(release), address, ...(replicas.length === 0 ? {} : { replicas }) };
}

/** How many containers of a kept release serve, one that is missing in between included. */
export function replicaCount({ replicas }: KeptRelease): number {
  return 1 + Math.max(0, ...replicas.map(({ replica }) => replica));
}

async function start(target: Target, name: string): Promise<void> {
  const { docker, host } = target.connection;
  await requireAttested(target, name);
  await docker
    .getContainer(name)
    .start()
    .catch((error: unknown) => {
      const status = statusOf(error);
      if (status === 304) return;
      const why = `its engine does not start the release: ${messageOf(error)}`;
      throw status === undefined || /no space left/i.test(why)
        ? error
        : fail('PLAB_HOST_COMMAND', host.name, why, error);
    });
}

function servingOptions(target: Target, slot: number, replica: number): ReturnType<typeof containerOptions> {
  const { app, release } = target;
  const options = containerOptions(target, slotAddress(app.app, slot, replica), slot);
  return {
    ...options,
    name: containerName(app.app, release, replica),
    Labels: {
      ...options.Labels,
      [labels.members]: String(app.replicas + workersOn(target).length),
      ...(replica === 0 ? {} : { [labels.replica]: String(replica + 1) }),
    },
  };
}
