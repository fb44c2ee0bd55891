import type Docker from 'dockerode';
import { fail } from '../errors.ts';
import { engineCall, type KeptRelease, labels, type Member } from '../host/state.ts';
import type { Connection } from '../ssh/connection.ts';

/**
 * The containers that one node runs of a release, or of the one whose id begins with `wanted` also those that ended; one
 * that serves may not be among them, and `container` is empty then. Errors: PLAB_NOT_DEPLOYED.
 */
export async function releaseOnNode(
  connection: Connection,
  app: string,
  wanted: string | undefined,
): Promise<KeptRelease> {
  const filters = { label: [`${labels.app}=${app}`, 'com.docker.swarm.service.name'] };
  const found = await engineCall(connection, () => connection.docker.listContainers({ all: true, filters }));
  const newestFirst = found
    .filter(({ Labels, State }) =>
      wanted === undefined ? State === 'running' : Labels[labels.release]?.startsWith(wanted) === true,
    )
    .toSorted((a, b) => Number(isWorker(a)) - Number(isWorker(b)) || b.Created - a.Created);
  const [newest] = newestFirst;
  if (newest === undefined)
    throw fail('PLAB_NOT_DEPLOYED', connection.host.name, `${wanted ?? app} that runs on this node`);
  const { ImageID, Image, Labels, Created } = newest;
  const id = Labels[labels.release] ?? '';
  const web = isWorker(newest) ? undefined : newest;
  const workers = newestFirst.filter((each) => isWorker(each) && each.Labels[labels.release] === id);
  return {
    id,
    container: web?.Id ?? '',
    image: ImageID,
    label: Labels[labels.name] ?? Image,
    slot: 0,
    running: web?.State === 'running',
    created: Created,
    whole: true,
    replicas: web === undefined ? [] : [{ ...memberOf(web, 'web-1'), replica: 0 }],
    workers: workers.map((each) => memberOf(each, `${each.Labels[labels.worker]}-${numberOf(each)}`)),
  };
}

function memberOf({ Id, State }: Docker.ContainerInfo, name: string): Member {
  return { name, container: Id, running: State === 'running' };
}

function isWorker({ Labels }: Docker.ContainerInfo): boolean {
  return Labels[labels.worker] !== undefined;
}

/** Its number over all nodes: a task is called `<service>.<number>.<id>`. */
function numberOf({ Labels }: Docker.ContainerInfo): string {
  return Labels['com.docker.swarm.task.name']?.split('.').at(-2) ?? '1';
}
