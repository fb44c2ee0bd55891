import {
  type Deployment,
  type Dora,
  dora,
  history,
  type HostStatus,
  type JournalEntry,
  journals,
  statuses,
  successRate,
} from '@pipeline-lab/deploy';
import { shortKey } from '@pipeline-lab/image/provenance';
import type { Context } from '../context.ts';
import { chooseDestination } from '../destination.ts';
import { bytes, duration } from '../render/units.ts';

export interface ListOptions {
  readonly destination: string | undefined;
  readonly json: boolean;
}

/** Prints every deployment that the hosts' journals know, newest first, and how many of them ended well. */
export async function showHistory(context: Context, options: ListOptions): Promise<void> {
  const { app, hosts } = await chooseDestination(context, options.destination);
  const deployments = history(await journals(app, hosts, context.signal));
  const rate = successRate(deployments);
  const figures = dora(deployments, doraDays, Date.now());
  if (options.json) return print({ deployments, successRate: rate, dora: figures });
  for (const each of deployments.toReversed()) console.log(deploymentLine(each));
  if (rate === undefined) return console.log('no deployments yet');
  console.log(`${percent(rate)} of deployments succeeded`);
  for (const line of doraLines(figures)) console.log(line);
}

const doraDays = 30;

function doraLines(figures: Dora): string[] {
  const { days, deploymentsPerDay, leadTime, changeFailRate, recoveryTime, reworkRate } = figures;
  const rows: readonly (readonly [string, string])[] = [
    ['deployments', `${deploymentsPerDay.toFixed(2)} a day`],
    ['lead time', leadTime === undefined ? 'not known' : `${duration(leadTime)} from commit to live`],
    ['taken back', changeFailRate === undefined ? 'none yet' : percent(changeFailRate)],
    ['recovery', recoveryTime === undefined ? 'never needed' : duration(recoveryTime)],
    ['rework', reworkRate === undefined ? 'none yet' : percent(reworkRate)],
  ];
  return [`in the last ${days} days`, ...rows.map(([name, value]) => `  ${name.padEnd(12)} ${value}`)];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function deploymentLine({
  at,
  by,
  verb,
  label,
  release,
  result,
  ms,
  bytes: sent,
  error,
}: Deployment): string {
  const took = ms === undefined ? '' : duration(ms);
  const line = [
    at.slice(0, 19).replace('T', ' '),
    result.padEnd(11),
    verb.padEnd(8),
    `${label} (${release})`,
  ];
  return [...line, took, bytes(sent), by, error ?? ''].filter((part) => part !== '').join('  ');
}

/** Prints each line of the hosts' journals: who did what, when, under which lock. */
export async function showAudit(context: Context, options: ListOptions): Promise<void> {
  const { app, hosts } = await chooseDestination(context, options.destination);
  const all = await journals(app, hosts, context.signal);
  if (options.json) return print(all);
  for (const { host, entries } of all) for (const entry of entries) console.log(auditLine(host, entry));
}

function auditLine(host: string, entry: JournalEntry): string {
  const start = [entry.at, host, entry.deployment.slice(0, 8)].join('  ');
  switch (entry.type) {
    case 'deployment.started':
      return `${start}  ${entry.by} begins ${entry.verb} of ${entry.label} (${entry.release}), lock ${entry.fence}`;
    case 'step':
      return `${start}  ${entry.n} ${entry.step}, ${duration(entry.ms)}${entry.error === undefined ? '' : `: ${entry.error}`}`;
    case 'deployment.finished':
      return `${start}  ${entry.result}, ${duration(entry.ms)}${entry.error === undefined ? '' : `: ${entry.error}`}`;
    case 'deployment.counted':
      return `${start}  ${entry.traffic.lost} of ${entry.traffic.requests} requests lost`;
  }
}

/** Prints the releases that each host keeps, newest first; a roll-back can go to them. */
export async function showReleases(context: Context, options: ListOptions): Promise<void> {
  const { app, hosts } = await chooseDestination(context, options.destination);
  const all = await statuses(app, hosts, context.signal);
  if (options.json) return print(all.map((one) => ({ host: one.host, releases: releasesOf(one) })));
  for (const one of all)
    for (const { id, label, state, created, signedBy } of releasesOf(one)) {
      const signer = signedBy === undefined ? [] : [`signed by ${shortKey(signedBy)}`];
      console.log([one.host, id, state.padEnd(7), created, label, ...signer].join('  '));
    }
}

function releasesOf({ state: { releases, serving }, signedBy }: HostStatus): ReleaseRow[] {
  return releases
    .toSorted((a, b) => b.created - a.created)
    .map(({ id, label, running, created }) => ({
      id,
      label,
      state: id === serving ? 'serving' : running ? 'warm' : 'kept',
      created: new Date(created * 1000).toISOString(),
      signedBy: signedBy[id],
    }));
}

interface ReleaseRow {
  readonly id: string;
  readonly label: string;
  /** `warm` runs beside the one that serves. */
  readonly state: 'serving' | 'warm' | 'kept';
  readonly created: string;
  /** Id of the key that it was verified with. */
  readonly signedBy: string | undefined;
}

function print(value: unknown): void {
  console.log(JSON.stringify(value, undefined, 2));
}
