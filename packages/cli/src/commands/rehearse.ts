import { join } from 'node:path';
import { type DeployRequest, requireImage } from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { diskFor } from '../rehearse/fitting.ts';
import { faultLines } from '../rehearse/faults.ts';
import { imageBefore } from '../rehearse/image-before.ts';
import { makeHosts, type RehearsalLab } from '../rehearse/lab-hosts.ts';
import { type Plan, planOf, type RehearseOptions } from '../rehearse/plan.ts';
import { rehearse } from '../rehearse/rehearsal.ts';
import { isGood, type RehearsalReport, type RehearsedHost } from '../rehearse/report.ts';
import { wayTo } from '../rehearse/visits.ts';
import { jsonAudience, type RehearsalAudience, textAudience } from '../render/rehearsal.ts';
import { build } from './build.ts';
import { StageFailure } from './failure.ts';

/**
 * Rehearses a deployment on lab hosts and says what would have been lost; fails when it was anything, or when the end is not that of a
 * deployment which goes well through the fault.
 */
export async function rehearseDeployment(
  context: Context,
  destination: string | undefined,
  options: RehearseOptions,
): Promise<void> {
  if (options.fault === 'list') return listFaults();
  const audience = options.json === true ? jsonAudience() : textAudience();
  const plan = await planOf(context, destination, options);
  if (options.build === true) await build(context, { tags: [], arguments: [], prune: false });
  const report = await onLabHosts(context, plan, options, audience);
  audience.report(report);
  if (!isGood(report)) throw new StageFailure('the rehearsal did not go well');
}

function listFaults(): void {
  const width = Math.max(...faultLines.map(([name]) => name.length));
  for (const [name, about] of faultLines) console.log(`${name.padEnd(width)}  ${about}`);
}

/** The rehearsal on hosts that are gone afterwards, unless they are to be kept. */
async function onLabHosts(
  context: Context,
  plan: Plan,
  { from, keep }: Pick<RehearseOptions, 'from' | 'keep'>,
  audience: RehearsalAudience,
): Promise<RehearsalReport> {
  const { engine, chosen, image, fault, hosts, wanted, perSecond } = plan;
  const notes: string[] = [];
  const note = (text: string): void => {
    notes.push(text);
    audience.note(text);
  };
  plan.notes.forEach(note);
  const { bytes } = await requireImage(engine, image);
  const before = await imageBefore(engine, chosen, { from, image }, context.signal);
  const disk =
    fault.smallDisk === true ? diskFor(before.bytes, before.image === image ? 0 : bytes) : undefined;
  audience.step(`${hosts.length} lab ${hosts.length === 1 ? 'host' : 'hosts'}`);
  const lab = await makeHosts(context, engine, hosts, disk);
  try {
    const rehearsed = rehearsedHosts(lab, plan);
    rehearsed.forEach(audience.host);
    const request = requestOf(context, plan);
    const rehearsal = { engine, lab, fault, before, request, wanted, perSecond };
    const course = await rehearse(rehearsal, { ...audience, note }, context.signal);
    const { label, why } = before;
    return {
      destination: chosen.name,
      image,
      before: { image: label, why },
      hosts: rehearsed,
      notes,
      ...course,
    };
  } finally {
    if (keep === true && !context.signal.aborted) audience.kept(lab);
    else await lab.destroy();
  }
}

function requestOf(
  context: Context,
  { chosen, settings, image }: Plan,
): Omit<DeployRequest, 'engine' | 'hosts' | 'around'> {
  return {
    app: settings.app,
    ...settings.inputs,
    image,
    caller: { folder: context.cwd, destination: chosen.name },
    // Layers that are read now need not be read for the real deployment.
    storeFolder: join(context.stateFolder, 'layers'),
  };
}

function rehearsedHosts(lab: RehearsalLab, { hosts, settings }: Plan): RehearsedHost[] {
  return lab.hosts().flatMap((host, at) => {
    const standsFor = hosts[at]?.for.name ?? '';
    return [{ name: host.host.name, standsFor, ...wayTo(host, settings.app, settings.inputs.proxyFiles) }];
  });
}
