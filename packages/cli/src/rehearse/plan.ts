import { type Host, requireImage } from '@pipeline-lab/deploy';
import { connectEngine, type Engine } from '@pipeline-lab/image';
import type { Context } from '../context.ts';
import { type ChosenDestination, chooseDestination } from '../destination.ts';
import { badUsage } from '../errors.ts';
import { environmentFiles, pairs } from '../run/pairs.ts';
import { ensureSshClient } from '../ssh-client.ts';
import { faultNamed, type RehearsalFault } from './faults.ts';
import { requireFitting } from './fitting.ts';
import { type Settings, settingsOf } from './settings.ts';
import { groupsWithout, type StandIn, standIns } from './stand-ins.ts';
import { readPath, type Wanted } from './visits.ts';

/** The options of `plab rehearse` as they were given. */
export interface RehearseOptions {
  readonly image?: string;
  readonly build?: true;
  readonly from?: string;
  readonly fault: string;
  readonly hosts?: string;
  readonly requests: string;
  readonly path: readonly string[];
  readonly stream?: string;
  readonly websocket?: string;
  readonly env: readonly string[];
  readonly envFile: readonly string[];
  readonly hooks?: true;
  readonly keep?: true;
  readonly json?: true;
}

/** All that can be known, and be wrong, before anything is made. */
export interface Plan {
  readonly chosen: ChosenDestination;
  readonly engine: Engine;
  /** What is deployed. */
  readonly image: string;
  readonly fault: RehearsalFault;
  readonly hosts: readonly StandIn[];
  readonly settings: Settings;
  /** What is other than in production. */
  readonly notes: readonly string[];
  /** Requests a second. */
  readonly perSecond: number;
  readonly wanted: Wanted;
}

/** Errors: PLAB_USAGE, PLAB_NO_SSH, PLAB_NO_ENGINE, PLAB_IMAGE_MISSING, those of deploy.yml and of its secrets. */
export async function planOf(
  context: Context,
  destination: string | undefined,
  options: RehearseOptions,
): Promise<Plan> {
  if (options.build === true && options.image !== undefined)
    throw badUsage('--build and --image exclude each other', 'Leave one of them out.');
  const { stream, websocket } = options;
  const wanted = { paths: options.path.map(readPath), stream, websocket };
  const perSecond = wholeNumber('--requests', options.requests, mostRequests);
  const fault = faultNamed(options.fault);
  const overrides = {
    ...(await environmentFiles(context.cwd, options.envFile)),
    ...pairs('--env', options.env),
  };
  const chosen = await chooseDestination(context, destination);
  const hosts = standIns(chosen.hosts, hostCount(options.hosts));
  requireFitting(chosen, fault, hosts.length);
  await ensureSshClient(context);
  const engine = await connectEngine(context.env);
  const image = options.image ?? `${chosen.app.app}:latest`;
  if (options.build !== true) await requireImage(engine, image);
  const settings = await settingsOf(context, chosen, { overrides, hooks: options.hooks === true });
  const notes = [...settings.notes, ...notStoodFor(chosen.hosts, hosts)];
  return { chosen, engine, image, fault, hosts, settings, notes, perSecond, wanted };
}

/** More than one machine has room for, or sends. */
const mostHosts = 9;
const mostRequests = 2000;

function hostCount(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber('--hosts', text, mostHosts);
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = /^[1-9]\d*$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= most) return number;
  throw badUsage(`${option} ${text} is no number for that`, `Give a whole one from 1 to ${most}.`);
}

function notStoodFor(hosts: readonly Host[], chosen: readonly StandIn[]): string[] {
  const groups = groupsWithout(hosts, chosen);
  return groups.length === 0
    ? []
    : [
        `no lab host stands for the group ${groups.join(', ')}: --hosts ${chosen.length + groups.length} makes more`,
      ];
}
