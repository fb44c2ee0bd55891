import type { Commit } from '../commit.ts';
import type { AppConfig } from '../config/schema.ts';
import type { Host } from '../host/host.ts';
import { deployments } from '../host/deployments.ts';
import { type DeploymentRecord, type JournalEntry, readJournal, type RequestCount } from '../host/journal.ts';
import type { Connection } from '../ssh/connection.ts';
import { visit } from './visit.ts';

/** One deployment over all its hosts, as their journals tell. */
export interface Deployment {
  readonly id: string;
  /** When it began, RFC 3339. */
  readonly at: string;
  readonly by: string;
  readonly verb: string;
  readonly release: string;
  readonly label: string;
  readonly commit: Commit | undefined;
  /** `cut` when a host's journal tells no end: the deployer died, or it still runs. */
  readonly result: DeploymentRecord['result'] | 'cut';
  /** The longest over the hosts, milliseconds. */
  readonly ms: number | undefined;
  /** Sum over the hosts. */
  readonly bytes: number;
  /** What users asked after the switch, over all hosts; absent when nobody counted. */
  readonly traffic?: RequestCount;
  readonly error: string | undefined;
  readonly hosts: readonly string[];
}

/** The journals of the hosts, each oldest first. Takes no lock. */
export async function journals(
  app: AppConfig,
  hosts: readonly Host[],
  signal: AbortSignal,
): Promise<{ readonly host: string; readonly entries: readonly JournalEntry[] }[]> {
  const read = async (connection: Connection): Promise<JournalEntry[]> =>
    await readJournal(connection, app.app);
  return await Promise.all(
    hosts.map(async (host) => ({ host: host.name, entries: await visit(app, host, signal, read) })),
  );
}

/** What the journals tell of each deployment, oldest first. Pure. */
export function history(all: Awaited<ReturnType<typeof journals>>): Deployment[] {
  const starts = all.flatMap(({ host, entries }) =>
    entries.flatMap((entry) => (entry.type === 'deployment.started' ? { host, entry } : [])),
  );
  const ends = new Map(
    all.flatMap(({ host, entries }) =>
      deployments(entries).map((entry) => [`${entry.deployment} ${host}`, entry] as const),
    ),
  );
  const groups = Map.groupBy(starts, ({ entry }) => entry.deployment);
  return [...groups.values()]
    .map((group) => deploymentOf(group, (host, id) => ends.get(`${id} ${host}`)))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

type Start = Extract<JournalEntry, { type: 'deployment.started' }>;

function deploymentOf(
  group: readonly { readonly host: string; readonly entry: Start }[],
  endOf: (host: string, id: string) => DeploymentRecord | undefined,
): Deployment {
  const [first] = group;
  if (first === undefined) throw new Error('a group has members');
  const { deployment: id, by, verb, release, label, commit } = first.entry;
  const ends = group.map(({ host }) => endOf(host, id));
  const known = ends.filter((end) => end !== undefined);
  const traffic = mostOf(known);
  return {
    id,
    at: group.map(({ entry }) => entry.at).toSorted()[0] ?? first.entry.at,
    by,
    verb,
    release,
    label,
    commit,
    result: worst(ends.map((end) => end?.result ?? 'cut')),
    ms: known.length === 0 ? undefined : Math.max(...known.map(({ ms }) => ms)),
    bytes: known.reduce((sum, { shipped }) => sum + (shipped?.bytes ?? 0), 0),
    ...(traffic === undefined ? {} : { traffic }),
    error: known.find(({ error }) => error !== undefined)?.error,
    hosts: group.map(({ host }) => host),
  };
}

/** Each host tells of all: the one that ended last knows most. */
function mostOf(ends: readonly DeploymentRecord[]): RequestCount | undefined {
  const counts = ends.flatMap(({ traffic }) => traffic ?? []);
  return counts.toSorted((a, b) => b.requests - a.requests || b.lost - a.lost)[0];
}

const badness = ['cut', 'failed', 'rolled-back', 'released', 'unchanged'] as const;

function worst(results: readonly Deployment['result'][]): Deployment['result'] {
  return badness.find((result) => results.includes(result)) ?? 'cut';
}

/** Deployments that ended well, as a share of those that changed something or failed; undefined without any. */
export function successRate(deployments: readonly Deployment[]): number | undefined {
  const counted = deployments.filter(({ result, verb }) => verb === 'deploy' && result !== 'unchanged');
  if (counted.length === 0) return undefined;
  return counted.filter(({ result }) => result === 'released').length / counted.length;
}
