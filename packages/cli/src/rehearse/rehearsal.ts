import { setTimeout as sleep } from 'node:timers/promises';
import type { DeployRequest, Report } from '@pipeline-lab/deploy';
import type { Engine } from '@pipeline-lab/image';
import { beginTraffic, sumOf, type Traffic, type TrafficReport } from '@pipeline-lab/lab';
import { deployBefore, deployNext, deployThrough, type Happened } from './deployments.ts';
import type { RehearsalFault } from './faults.ts';
import type { Before } from './image-before.ts';
import type { RehearsalLab } from './lab-hosts.ts';
import { leftBehind, untidy } from './left-behind.ts';
import type { RehearsalReport } from './report.ts';
import { chooseVisits, healthPath, visitedHosts, wayTo, type Wanted } from './visits.ts';

/** What is rehearsed, with settings that reach nothing but the lab. */
export interface Rehearsal {
  readonly engine: Engine;
  readonly lab: RehearsalLab;
  readonly fault: RehearsalFault;
  readonly before: Before;
  /** The deployment itself, but for its hosts. */
  readonly request: Omit<DeployRequest, 'engine' | 'hosts' | 'around'>;
  readonly wanted: Wanted;
  /** Requests a second, to all hosts together. */
  readonly perSecond: number;
}

/** Who hears of it. */
export interface Audience {
  /** A part of the rehearsal begins. */
  readonly step: (text: string) => void;
  /** Something that the user gets to know in any case. */
  readonly note: (text: string) => void;
  /** Shows a deployment while it goes on. */
  readonly deployment: <R>(task: (report: Report) => Promise<R>) => Promise<R>;
}

type Course = Omit<RehearsalReport, 'destination' | 'image' | 'before' | 'hosts' | 'notes'>;

/**
 * Deploys what serves before, sends visitors who never try again, deploys with the fault, looks at what that left, and
 * deploys once more. Errors: those of a deployment for what serves before, PLAB_USAGE where nothing can be asked.
 */
export async function rehearse(
  rehearsal: Rehearsal,
  audience: Audience,
  signal: AbortSignal,
): Promise<Course> {
  const { fault, before } = rehearsal;
  audience.step(`what serves before: ${before.label} (${before.why})`);
  const old = await deployBefore(rehearsal, audience, signal);
  const traffic = await sendVisitors(rehearsal, audience);
  try {
    await sleep(300, undefined, { signal });
    audience.step(`the deployment: ${fault.about}`);
    const happened = await deployThrough(rehearsal, audience, signal);
    audience.step('what it left behind');
    const left = await leftBehind(rehearsal, old, happened);
    const next = isPointless(happened) ? undefined : await deployNext(rehearsal, audience, signal);
    const problems = next?.result === undefined ? [] : await untidy(rehearsal);
    const { versions: _, ...requests } = sumOf(await ended(traffic));
    const { name, serves: expected } = fault;
    const { results: _results, disturbed: _disturbed, ...course } = happened;
    return {
      ...course,
      ...left,
      next,
      problems: [...left.problems, ...problems],
      requests,
      fault: name,
      expected,
    };
  } finally {
    await ended(traffic);
  }
}

/** What ends by itself, with no fault that would go away, ends like that again. */
function isPointless({ failure, disturbed }: Happened): boolean {
  return failure !== undefined && !disturbed;
}

/** Visitors of every host that stays up. */
async function sendVisitors(
  { lab, fault, request, wanted, perSecond }: Rehearsal,
  audience: Audience,
): Promise<Traffic[]> {
  const { app, proxyFiles } = request;
  const hosts = visitedHosts(lab.hosts(), fault);
  const ways = hosts.map((host) => wayTo(host, app, proxyFiles));
  const [first] = ways;
  if (first === undefined) return [];
  const visits = await chooseVisits(first, wanted, healthPath(app), audience.note);
  audience.step(`visitors: ${perSecond} requests a second, never tried again`);
  return ways.map((way) => beginTraffic({ ...way, ...visits, perSecond: perSecond / ways.length }));
}

async function ended(traffic: readonly Traffic[]): Promise<TrafficReport[]> {
  return await Promise.all(traffic.map(async (each) => await each.stop()));
}
