import { engineCall, labels } from '../host/state.ts';
import type { Connection } from '../ssh/connection.ts';
import { ignore } from './container.ts';

/** Whether a container of a release serves, or works beside those that do. */
export type Part = 'serving' | 'beside';

/** The names of a release's containers on a host, in their order. */
export async function membersOf(
  { docker, host, lost, app }: Connection,
  release: string,
  part: Part,
): Promise<string[]> {
  const label = [`${labels.app}=${app}`, `${labels.release}=${release}`];
  const found = await engineCall(
    { host, lost },
    async () => await docker.listContainers({ all: true, filters: { label } }),
  );
  return found
    .filter(({ Labels }) => (Labels[labels.worker] === undefined) === (part === 'serving'))
    .map(({ Names: [name = ''] }) => name.replace(/^\//, ''))
    .toSorted();
}

/** The time of an engine, by which it tells what happened since. */
export async function engineTime({ docker }: Pick<Connection, 'docker'>): Promise<string> {
  return ((await docker.info()) as { readonly SystemTime: string }).SystemTime;
}

/** Stops containers of a release; each gets `seconds` to finish after SIGTERM. */
export async function stopMembers(
  connection: Connection,
  release: string,
  part: Part,
  seconds: number,
): Promise<void> {
  const names = await membersOf(connection, release, part);
  await engineCall(connection, async () => {
    await Promise.all(
      names.map(async (name) => {
        await connection.docker.getContainer(name).stop({ t: seconds }).catch(ignore(304, 404));
      }),
    );
  });
}

/** Removes all containers of a release. */
export async function removeMembers(connection: Connection, release: string): Promise<void> {
  const names = [
    ...(await membersOf(connection, release, 'beside')),
    ...(await membersOf(connection, release, 'serving')),
  ];
  await engineCall(connection, async () => {
    for (const name of names)
      await connection.docker.getContainer(name).remove({ force: true }).catch(ignore(404));
  });
}
