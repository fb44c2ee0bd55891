import { setTimeout as sleep } from 'node:timers/promises';
import { statusOf } from '@pipeline-lab/image';
import { z } from 'zod';
import { fail } from '../errors.ts';
import { engineCall } from '../host/state.ts';
import { messageOf } from '../rollout/record.ts';
import type { Connection } from '../ssh/connection.ts';

/** The hosts of a rollout as nodes of one swarm. */
export interface Cluster {
  readonly app: string;
  readonly members: readonly Member[];
}

export interface Member {
  readonly connection: Connection;
  readonly node: string;
  /** Where the other nodes reach it. */
  readonly address: string;
  readonly manager: boolean;
  /** Its engine gives services no-new-privileges, by itself or for all containers. */
  readonly noNewPrivileges: boolean;
}

export interface Node {
  readonly id: string;
  readonly name: string;
  /** It takes containers, when it is there. */
  readonly active: boolean;
  readonly ready: boolean;
  /** Not ready, and not because a new leader has yet to hear from it. */
  readonly down: boolean;
  /** Not ready, and it is known that nothing comes from it: it is down, or its host's connection has ended. */
  readonly gone: boolean;
}

const info = z.object({
  Swarm: z.object({
    NodeID: z.string(),
    NodeAddr: z.string(),
    LocalNodeState: z.string(),
    ControlAvailable: z.boolean(),
  }),
  SecurityOptions: z.array(z.string()).nullish(),
});
const version = z.object({ ApiVersion: z.string() });
const nodes = z.array(
  z.object({
    ID: z.string(),
    Spec: z.object({ Availability: z.string() }),
    Description: z.object({ Hostname: z.string() }).optional(),
    Status: z.object({ State: z.string() }),
  }),
);

/**
 * Asks every host which node it is. All have to be in the swarm that the first manager among them knows, and no other
 * node may run containers: it would have no image. Errors: PLAB_SWARM_NODES.
 */
export async function observeCluster(app: string, connections: readonly Connection[]): Promise<Cluster> {
  const members = await Promise.all(connections.map(memberOf));
  if (!members.some(({ manager }) => manager))
    throw fail('PLAB_SWARM_NODES', names(members), 'has no manager among them; list one');
  const cluster = { app, members };
  const all = await nodesOf(cluster);
  const strange = members.find(({ node }) => !all.some(({ id }) => id === node));
  if (strange !== undefined)
    throw fail('PLAB_SWARM_NODES', strange.connection.host.name, 'is a node of another swarm');
  return cluster;
}

/**
 * Throws PLAB_SWARM_NODES when a node may run containers that is no host of the rollout. `away` is how many hosts are out
 * of reach: which nodes they are nobody can tell, so nodes that are not ready are let pass then.
 */
export async function checkNodes(cluster: Cluster, away: number): Promise<void> {
  const own = new Set(cluster.members.map(({ node }) => node));
  const unlisted = (await nodesOf(cluster)).filter(
    ({ id, active, ready }) => active && !own.has(id) && (ready || away === 0),
  );
  if (unlisted.length === 0) return;
  const which = unlisted.map(({ name, id }) => `${name} (${id})`).join(', ');
  throw fail(
    'PLAB_SWARM_NODES',
    which,
    'may run containers, and no host in deploy.yml is that node: it would not have the image. List it, or take it out: `docker node update --availability drain NODE`',
  );
}

/** Docker Engine API 1.46 (Docker 27) gave services this. */
const withNoNewPrivileges = 46;

async function memberOf(connection: Connection): Promise<Member> {
  const { docker, host } = connection;
  const [told, { ApiVersion }] = await engineCall(connection, async () => [
    info.safeParse(await docker.info()).data,
    version.parse(await docker.version()),
  ]);
  const { Swarm, SecurityOptions } = told ?? {};
  if (Swarm?.LocalNodeState !== 'active')
    throw fail(
      'PLAB_SWARM_NODES',
      host.name,
      `is no node of a swarm (${Swarm?.LocalNodeState ?? 'no answer'})`,
    );
  const byItself = SecurityOptions?.some((option) => option.includes('no-new-privileges')) === true;
  return {
    connection,
    node: Swarm.NodeID,
    address: Swarm.NodeAddr,
    manager: Swarm.ControlAvailable,
    noNewPrivileges: byItself || Number(ApiVersion.split('.')[1]) >= withNoNewPrivileges,
  };
}

export async function nodesOf(cluster: Cluster): Promise<Node[]> {
  const told = nodes.parse(await asManager(cluster, async ({ docker }) => await docker.listNodes()));
  const cutOff = new Set(
    cluster.members.filter(({ connection }) => connection.lost.aborted).map(({ node }) => node),
  );
  return told.map(({ ID, Spec, Description, Status }) => {
    const ready = Status.State === 'ready';
    const down = ['down', 'disconnected'].includes(Status.State);
    return {
      id: ID,
      name: Description?.Hostname ?? ID,
      active: Spec.Availability === 'active',
      ready,
      down,
      gone: down || (!ready && cutOff.has(ID)),
    };
  });
}

/** Managers choose a leader anew within some seconds; nobody tells when they have. */
const patience = 30_000;
const pause = 500;

/**
 * Asks the first manager that answers. One that is gone, or has no leader, is passed over, for half a minute at most.
 * Errors: PLAB_SWARM_SILENT, and what a manager answers to a request that is wrong.
 */
export async function asManager<R>(cluster: Cluster, call: (manager: Connection) => Promise<R>): Promise<R> {
  const end = Date.now() + patience;
  let said: unknown = 'every connection has ended';
  for (;;) {
    for (const { connection } of cluster.members.filter(({ manager }) => manager)) {
      if (connection.lost.aborted) continue;
      try {
        return await call(connection);
      } catch (error) {
        if (isTheirs(error)) throw error;
        said = error;
      }
    }
    if (Date.now() > end || cluster.members.every(({ connection }) => connection.lost.aborted))
      throw fail('PLAB_SWARM_SILENT', names(cluster.members), messageOf(said), said);
    await sleep(pause);
  }
}

/** An answer to the request itself: the leader would give the same. */
function isTheirs(error: unknown): boolean {
  const status = statusOf(error) ?? 0;
  return status >= 400 && status < 500;
}

function names(members: readonly Member[]): string {
  return members.map(({ connection }) => connection.host.name).join(', ');
}
