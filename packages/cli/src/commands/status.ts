import { status, type HostStatus } from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { chooseDestination } from '../destination.ts';
import { recordLine } from '../render/deploy.ts';

export interface StatusOptions {
  readonly destination: string | undefined;
  readonly json: boolean;
}

/** Prints what each host of a destination serves, what it keeps and how its last deployments ended. */
export async function showStatus(context: Context, options: StatusOptions): Promise<void> {
  const { app, hosts } = await chooseDestination(context, options.destination);
  const all = await Promise.all(hosts.map((host) => status(app, host, context.signal)));
  console.log(options.json ? JSON.stringify(all, undefined, 2) : all.map(text).join('\n\n'));
}

function text({ host, state, deployments }: HostStatus): string {
  const kept = state.releases
    .toSorted((a, b) => b.created - a.created)
    .map(({ id, label, running }) => {
      const mark = id === state.serving ? 'serving' : running ? 'running' : 'kept';
      return `  ${mark.padEnd(8)} ${id}  ${label}`;
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
