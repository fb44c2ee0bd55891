import { setTimeout as sleep } from 'node:timers/promises';
import type { AppConfig } from '../config/schema.ts';
import { fail } from '../errors.ts';
import { command } from '../proxy/command.ts';
import type { Nodes } from '../proxy/entry.ts';
import type { Connection } from '../ssh/connection.ts';
import type { Cluster } from './cluster.ts';
import { publishedPort } from './settings.ts';

/** The nodes as the proxy of each has them; one that is out of reach now stays as `previous` has it. Pure. */
export function proxiedNodes(
  { members }: Pick<Cluster, 'members'>,
  app: AppConfig,
  hosts: readonly string[],
  previous: Nodes | undefined,
): Nodes {
  const { path, status } = app.health;
  const present = members.map(({ connection: { host }, address }) => ({
    name: serverOf(host.name),
    address: `${address.includes(':') ? `[${address}]` : address}:${publishedPort(app)}`,
  }));
  const names = new Set(hosts.map(serverOf));
  const away = (previous?.servers ?? []).filter(
    ({ name }) => names.has(name) && !present.some((each) => each.name === name),
  );
  return { servers: [...present, ...away], health: { path, status } };
}

/** The server that the proxies have for a node. */
export function serverOf(host: string): string {
  return `n-${host}`;
}

/**
 * What the proxy has while both releases serve: the nodes of both, and no health path that only one of them answers. Pure.
 */
export function between(previous: Nodes | undefined, wanted: Nodes): Nodes {
  if (previous === undefined) return wanted;
  const { path, status } = wanted.health ?? {};
  const same = previous.health?.path === path && previous.health?.status === status;
  const known = new Set(wanted.servers.map(({ address }) => address));
  const others = previous.servers.filter(({ address }) => !known.has(address));
  return {
    servers: [...wanted.servers, ...others.map(({ name, address }) => ({ name: `${name}-before`, address }))],
    ...(same ? { health: wanted.health } : {}),
  };
}

const interval = 200;

/** Waits until the host's proxy has had a healthy answer from a node. Errors: PLAB_NOT_HEALTHY with what it had instead. */
export async function awaitAnswer(
  connection: Connection,
  { health }: Pick<AppConfig, 'health'>,
  signal: AbortSignal,
): Promise<void> {
  const end = Date.now() + health.timeout * 1000;
  for (;;) {
    signal.throwIfAborted();
    const seen = checksIn(await command(connection, 'show stat -1 4 -1'), connection.app);
    if (seen.some(({ status, check }) => status.startsWith('UP') && /^L[47]OK/.test(check))) return;
    if (Date.now() > end) {
      const said = seen.map(({ server, status, check }) => `${server} ${status} ${check}`).join(', ');
      throw fail(
        'PLAB_NOT_HEALTHY',
        connection.host.name,
        `${health.path} of no node answers its proxy: ${said}`,
      );
    }
    await sleep(interval);
  }
}

interface Check {
  readonly server: string;
  readonly status: string;
  /** Such as `L7OK/200`, `L4CON/Connection refused`. */
  readonly check: string;
}

/** The servers of a backend, from the answer to `show stat` (HAProxy management guide, 9.1: comma-separated, with a head). Pure. */
export function checksIn(answer: string, backend: string): Check[] {
  const [head = [], ...rows] = answer.split('\n').map((line) => line.split(','));
  const column = (name: string): number => head.indexOf(name);
  const [proxy, server, status, check, code] = [
    '# pxname',
    'svname',
    'status',
    'check_status',
    'check_code',
  ].map(column);
  return rows
    .filter((row) => row[proxy ?? 0] === backend)
    .map((row) => ({
      server: row[server ?? 1] ?? '',
      status: row[status ?? 0] ?? '',
      check: [row[check ?? 0], row[code ?? 0]].filter((part) => part !== '' && part !== undefined).join('/'),
    }));
}
