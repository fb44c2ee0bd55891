import { fail } from '../errors.ts';
import { workerAddress } from '../host/slot.ts';
import { engineCall, labels } from '../host/state.ts';
import { requireAttested } from '../provenance/before-start.ts';
import { containerName } from '../release.ts';
import { containerTrouble } from '../watch/containers.ts';
import { containerOptions, ignore, linesOf } from './container.ts';
import { engineTime, membersOf } from './members.ts';
import type { Target } from './target.ts';
import { type NumberedWorker, workersOn } from './workers-on.ts';

/** Time (ms) that a worker has to stay up before it counts as started: it has no health path. */
const steadyTime = 2000;

/** Creates the containers that work beside the release on this host, as deploy.yml says. */
export async function createWorkers(target: Target, slot: number): Promise<void> {
  const { connection } = target;
  await engineCall(connection, async () => {
    for (const [index, worker] of workersOn(target).entries())
      await connection.docker.createContainer(workerOptions(target, worker, slot, index)).catch(ignore(409));
  });
}

/** Starts the workers that a release has here. Errors: PLAB_NOT_HEALTHY when one does not stay up. */
export async function startWorkers(target: Target, signal: AbortSignal): Promise<void> {
  const { connection } = target;
  const names = await workerNames(target);
  if (names.length === 0) return;
  const since = await engineCall(connection, async () => await started(target, names));
  const steady = AbortSignal.timeout(steadyTime);
  const trouble = await containerTrouble(connection.docker, names, since, AbortSignal.any([signal, steady]));
  signal.throwIfAborted();
  if (trouble === undefined) return;
  for (const name of names)
    for (const line of await linesOf(target, name, 10)) target.say(`  ${name}: ${line}`);
  throw fail('PLAB_NOT_HEALTHY', connection.host.name, trouble);
}

/** Starts containers; gives the engine's time of before. */
async function started(target: Target, names: readonly string[]): Promise<string> {
  const { docker } = target.connection;
  const since = await engineTime({ docker });
  for (const name of names) {
    await requireAttested(target, name);
    await docker.getContainer(name).start().catch(ignore(304));
  }
  return since;
}

/** The names of the containers that work beside the release of a rollout on its host. */
export async function workerNames({ connection, release }: Target): Promise<string[]> {
  return await membersOf(connection, release.id, 'beside');
}

function workerOptions(
  target: Target,
  { name, role }: NumberedWorker,
  slot: number,
  index: number,
): ReturnType<typeof containerOptions> {
  const { app, release } = target;
  const address = workerAddress(app.app, slot, index);
  const options = containerOptions(
    { ...target, release: { ...release, env: { ...release.env, ...role.env } } },
    address,
  );
  return {
    ...options,
    name: `${containerName(app.app, release)}-${name}`,
    Cmd: [...role.command],
    // That of the image asks the path of the one that serves.
    Healthcheck: { Test: ['NONE'] },
    Labels: { ...options.Labels, [labels.worker]: name },
    HostConfig: {
      ...options.HostConfig,
      ...(role.memory === undefined ? {} : { Memory: role.memory * 2 ** 20 }),
    },
  };
}
