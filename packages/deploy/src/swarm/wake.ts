import { createInterface } from 'node:readline';
import { z } from 'zod';
import { labels } from '../host/state.ts';
import type { Connection } from '../ssh/connection.ts';
import type { Cluster } from './cluster.ts';

/** Something that an engine announced: of the swarm, or of a container of the application on its host. */
export interface Announcement {
  readonly host: string;
  readonly kind: 'service' | 'node' | 'container';
  /** Such as `update`, `start`, `health_status: healthy`, `die`. */
  readonly action: string;
  /** Of a container. */
  readonly release: string | undefined;
  readonly container: string | undefined;
  /** Of a container that gets no traffic. */
  readonly role: string | undefined;
}

const event = z.object({
  Type: z.enum(['service', 'node', 'container']),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).default({}) }),
});

/** Tells what the engines of all hosts announce until the signal aborts; listens when it returns. */
export async function listen(
  cluster: Cluster,
  tell: (announcement: Announcement) => void,
  signal: AbortSignal,
): Promise<void> {
  const ofContainers = {
    type: ['container'],
    label: [`${labels.app}=${cluster.app}`],
    event: ['start', 'health_status', 'die', 'oom'],
  };
  await Promise.all(
    cluster.members.flatMap(({ connection, manager }) => [
      follow(connection, ofContainers, tell, signal),
      ...(manager ? [follow(connection, { type: ['service', 'node'] }, tell, signal)] : []),
    ]),
  );
}

async function follow(
  connection: Connection,
  filters: Readonly<Record<string, readonly string[]>>,
  tell: (announcement: Announcement) => void,
  signal: AbortSignal,
): Promise<void> {
  const { docker, host, lost } = connection;
  if (lost.aborted) return;
  const abortSignal = AbortSignal.any([signal, lost]);
  const stream = await docker
    .getEvents({ filters: JSON.stringify(filters), abortSignal })
    // Whoever follows asks the managers as well: a host that is silent is no reason to end.
    .catch(() => undefined);
  if (stream === undefined) return;
  createInterface({ input: stream })
    .on('error', () => undefined)
    .on('line', (line) => {
      const { data } = event.safeParse(JSON.parse(line));
      if (data === undefined) return;
      const { Type: kind, Action: action, Actor } = data;
      const release = Actor.Attributes[labels.release];
      tell({
        host: host.name,
        kind,
        action,
        release,
        container: kind === 'container' ? Actor.ID : undefined,
        role: Actor.Attributes[labels.worker],
      });
    });
}
