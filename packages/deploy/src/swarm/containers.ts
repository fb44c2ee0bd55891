import { fail } from '../errors.ts';
import { engineCall, type KeptRelease, labels } from '../host/state.ts';
import type { Connection } from '../ssh/connection.ts';

/** The container that one node runs of a release, or of the one whose id begins with `wanted` also one that ended. Errors: PLAB_NOT_DEPLOYED. */
export async function releaseOnNode(
  connection: Connection,
  app: string,
  wanted: string | undefined,
): Promise<KeptRelease> {
  const filters = { label: [`${labels.app}=${app}`, 'com.docker.swarm.service.name'] };
  const found = await engineCall(connection, () => connection.docker.listContainers({ all: true, filters }));
  const [newest] = found
    .filter(({ Labels, State }) =>
      wanted === undefined ? State === 'running' : Labels[labels.release]?.startsWith(wanted) === true,
    )
    .toSorted((a, b) => b.Created - a.Created);
  if (newest === undefined)
    throw fail('PLAB_NOT_DEPLOYED', connection.host.name, `${wanted ?? app} that runs on this node`);
  const { Id, ImageID, Image, Labels, State, Created } = newest;
  return {
    id: Labels[labels.release] ?? '',
    container: Id,
    image: ImageID,
    label: Labels[labels.name] ?? Image,
    slot: 0,
    running: State === 'running',
    created: Created,
    whole: true,
    replicas: [{ name: 'web-1', container: Id, running: State === 'running', replica: 0 }],
    workers: [],
  };
}
