import { type HostStatus, statuses, watchStatuses } from '@pipeline-lab/deploy';
import { shortKey } from '@pipeline-lab/image/provenance';
import type { Context } from '../context.ts';
import { type ChosenDestination, chooseDestination } from '../destination.ts';
import { recordLine } from '../render/deploy.ts';

export interface StatusOptions {
  readonly destination: string | undefined;
  readonly json: boolean;
  /** Goes on, and tells each change. */
  readonly watch: boolean;
}

/** Prints what each host of a destination serves, what it keeps and how its last deployments ended. */
export async function showStatus(context: Context, options: StatusOptions): Promise<void> {
  const { app, hosts } = await chooseDestination(context, options.destination);
  if (options.watch) return await follow(context, { app, hosts }, options.json);
  const all = await statuses(app, hosts, context.signal);
  console.log(options.json ? JSON.stringify(all, undefined, 2) : all.map(text).join('\n\n'));
}

/** Prints a host's status each time it changes, until Ctrl-C; as one JSON object a line when asked for. */
async function follow(
  { signal }: Context,
  { app, hosts }: Pick<ChosenDestination, 'app' | 'hosts'>,
  json: boolean,
): Promise<void> {
  const tell = (now: HostStatus): void => {
    const at = new Date().toISOString();
    console.log(json ? JSON.stringify({ at, ...now }) : `${at}\n${text(now)}\n`);
  };
  const onGone = (host: string, reason: string): void =>
    console.error(`${host} is out of reach (${reason}); the other nodes are watched on`);
  await watchStatuses(app, hosts, tell, signal, { onGone });
}

type KeptRelease = HostStatus['state']['releases'][number];

function membersText({ replicas, workers, whole }: KeptRelease): string {
  const parts = [
    ...(whole ? [] : ['incomplete']),
    ...(replicas.length > 1 ? [countText(replicas, 'replicas')] : []),
    ...(workers.length > 0 ? [countText(workers, 'workers')] : []),
  ];
  return parts.length === 0 ? '' : `  (${parts.join(', ')})`;
}

function countText(members: KeptRelease['workers'], what: string): string {
  return `${members.filter(({ running }) => running).length} of ${members.length} ${what} running`;
}

function signerText(key: string | undefined): string {
  return key === undefined ? '' : `  signed by ${shortKey(key)}`;
}

function text({ host, state, deployments, signedBy }: HostStatus): string {
  const kept = state.releases
    .toSorted((a, b) => b.created - a.created)
    .map((release) => {
      const { id, label, running } = release;
      const mark = id === state.serving ? 'serving' : running ? 'running' : 'kept';
      return `  ${mark.padEnd(8)} ${id}  ${label}${membersText(release)}${signerText(signedBy[id])}`;
    });
  const last = deployments
    .slice(-5)
    .toReversed()
    .map((record) => `  ${record.at}  ${recordLine(record)}`);
  return [
    host,
    ...(kept.length === 0 ? ['  nothing is deployed yet'] : kept),
    'last deployments',
    ...last,
  ].join('\n');
}
