import { setTimeout as sleep } from 'node:timers/promises';
import { deploy } from '@pipeline-lab/deploy';
import { beginTraffic, type LabHost, sumOf, type TrafficReport } from '@pipeline-lab/lab';
import type { Outcome } from '../../src/rehearse/deployer/messages.ts';
import { remainsOf } from '../../src/rehearse/remains.ts';
import { notTidy, notWhole } from '../../src/rehearse/whole.ts';
import { requestOf, type TestLab } from '../lab.ts';
import { visitsTo } from './visits.ts';

/** What a deployment with a fault in it came to, under traffic that never tries again. */
export interface Trial {
  readonly outcome: Outcome;
  readonly traffic: TrafficReport;
  /** What answered when all had come to rest after the fault. */
  readonly after: string;
  /** What answered at the end, after the next deployment. */
  readonly last: string;
  /** What the journal says of the deployment that ended last, before the next one. */
  readonly journal: string | undefined;
  /** What is not as it has to be, one sentence each. */
  readonly problems: readonly string[];
}

export interface TrialRequest {
  /** The version that serves before, and the one that is deployed. */
  readonly old: string;
  readonly fresh: string;
  /** Deploys the fresh one, and makes the fault; resolves when that is over, and what was broken is whole again. */
  readonly fault: () => Promise<Outcome>;
  /** What the next deployment brings, for which nothing may stay in the way. */
  readonly next: { readonly image: string; readonly version: string };
  /** All hosts of the destination. Default: the lab's one. */
  readonly hosts?: readonly LabHost[];
  /** Hosts whose visitors count. Default: all. */
  readonly visited?: readonly LabHost[];
  /** Other versions that may answer for a while. */
  readonly also?: readonly string[];
  /** A host went down, and its guard with it: it stays armed until the next deployment. */
  readonly powerless?: boolean;
  /** What the visitors may lose, when the fault kills what serves them or the fresh version is broken. Default: nothing. */
  readonly mayLose?: number;
}

/**
 * Lets a fault happen and looks at the hosts: what serves is one whole release, the one that the journal and the proxy's file
 * name; nobody holds the lock. Then deploys anew: that works, and nothing is left behind.
 */
export async function tryFault(lab: TestLab, request: TrialRequest): Promise<Trial> {
  const { hosts = [lab.host], visited = hosts, next } = request;
  const traffic = visited.map((host) => beginTraffic(visitsTo(addressOf(host))));
  await sleep(300);
  const found: string[] = [];
  let outcome: Outcome;
  let after = '';
  let last = '';
  let journal: string | undefined;
  try {
    outcome = await request.fault();
    for (const host of hosts) {
      const remains = await remainsOf(lab, host);
      found.push(...notWhole(remains, request.powerless === true));
      journal = remains.last?.result;
    }
    // Once all has come to rest.
    after = await answersOf(visited);
    if (after !== request.old && after !== request.fresh) found.push(`${after} answers afterwards`);
    if (outcome.results !== undefined && after !== request.fresh)
      found.push(`it succeeded, and ${after} serves`);
    found.push(...(await deployAgain(lab, hosts, next.image)));
    for (const host of hosts) found.push(...notTidy(await remainsOf(lab, host), lab));
    last = await answersOf(visited);
    if (last !== next.version) found.push(`${last} serves after the next deployment, not ${next.version}`);
  } finally {
    await Promise.all(traffic.map(async (each) => await each.stop()));
  }
  const seen = sumOf(await Promise.all(traffic.map(async (each) => await each.stop())));
  const strangers = [...seen.versions].filter((version) => !isOneOf(version, request));
  if (strangers.length > 0) found.push(`answered by ${strangers.join()}`);
  if (seen.lost > (request.mayLose ?? 0))
    found.push(`${seen.lost} of ${seen.sent} lost: ${seen.losses.join('; ')}`);
  return { outcome, traffic: seen, after, last, journal, problems: found };
}

async function deployAgain(lab: TestLab, hosts: readonly LabHost[], image: string): Promise<string[]> {
  const { signal } = new AbortController();
  const request = { ...requestOf(lab, image), hosts: hosts.map(({ host }) => host) };
  try {
    await deploy(request, () => undefined, signal);
    return [];
  } catch (error) {
    return [`the next deployment failed: ${String(error)}`];
  }
}

function addressOf({ webPort }: LabHost): string {
  return `http://127.0.0.1:${webPort}`;
}

/** What the hosts answer; one name when it is the same. */
async function answersOf(hosts: readonly LabHost[]): Promise<string> {
  const answers = await Promise.all(
    hosts.map(async (host) => {
      const response = await fetch(addressOf(host)).catch(String);
      if (typeof response === 'string') return response;
      return response.ok ? await response.text() : `HTTP ${response.status}`;
    }),
  );
  return [...new Set(answers)].join(' and ');
}

function isOneOf(version: string, { old, fresh, next, also = [] }: TrialRequest): boolean {
  return [old, fresh, next.version, ...also].includes(version);
}
