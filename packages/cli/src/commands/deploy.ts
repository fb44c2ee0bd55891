import { join } from 'node:path';
import { connectEngine } from '@pipeline-lab/image';
import {
  type AppConfig,
  deploy,
  type DeployRequest,
  previewDeployment,
  promote,
  rollback,
} from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { deploymentInputs } from '../deployment-inputs.ts';
import { chooseDestination, type ChosenDestination } from '../destination.ts';
import { badUsage } from '../errors.ts';
import { build } from './build.ts';
import { withHostKeys } from '../host-keys.ts';
import { counting } from '../metrics/record.ts';
import { reporting } from '../render/deploy.ts';
import { previewText } from '../render/preview.ts';
import { trustedKeys } from '../signing/trust.ts';

export interface DeployOptions {
  readonly destination: string | undefined;
  readonly image: string | undefined;
  /** Build the image first. */
  readonly build: boolean;
  /** What `--canary` was given: percents, or true without any. */
  readonly canary: string | true | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly acceptHostKey: readonly string[];
  /** Go on without hosts that are out of reach. */
  readonly allowMissing: boolean;
  /** Hosts that are switched at a time, as it was typed. */
  readonly batch: string | undefined;
  /** A file with what was signed of the image; default: what its build here has kept. */
  readonly provenance: string | undefined;
}

/** Ships an image of the local engine to a destination, or tells what that would do. */
export async function deployTo(context: Context, options: DeployOptions): Promise<void> {
  if (options.build) await buildFirst(context, options);
  const chosen = await chooseDestination(context, options.destination);
  const request = await requestOf(context, chosen, options);
  await withHostKeys(context, options.acceptHostKey, async () => {
    if (options.dryRun) await printPlan(request, options.json, context.signal);
    else
      await counting(context, chosen, (also) =>
        reporting(options.json, (report) => deploy(request, also(report), context.signal)),
      );
  });
}

async function buildFirst(context: Context, { image, dryRun }: DeployOptions): Promise<void> {
  if (image !== undefined)
    throw badUsage(
      '--build and --image exclude each other',
      'Leave one of them out; --build deploys what it builds.',
    );
  if (dryRun)
    throw badUsage(
      '--build and --dry-run exclude each other',
      'Build with `plab build`, then look at the plan.',
    );
  await build(context, { tags: [], arguments: [], prune: false });
}

async function printPlan(request: DeployRequest, json: boolean, signal: AbortSignal): Promise<void> {
  const previews = await previewDeployment(request, signal);
  console.log(json ? JSON.stringify(previews, undefined, 2) : previewText(previews));
}

async function requestOf(
  context: Context,
  chosen: ChosenDestination,
  {
    image,
    canary,
    allowMissing,
    batch,
    provenance,
  }: Omit<DeployOptions, 'destination' | 'build' | 'dryRun' | 'json' | 'acceptHostKey'>,
): Promise<DeployRequest> {
  const inputs = await deploymentInputs(context, chosen, provenance);
  const { app, hosts } = chosen;
  return {
    engine: await connectEngine(context.env),
    app: withBatch(withCanary(app, canary), batch),
    allowMissing,
    hosts,
    ...inputs,
    caller: { folder: context.cwd, destination: chosen.name },
    image: image ?? `${app.app}:latest`,
    storeFolder: join(context.stateFolder, 'layers'),
  };
}

const usualSteps = [1, 10, 50];

/** The steps of the command line come instead of those of deploy.yml. */
function withCanary(app: AppConfig, wanted: string | true | undefined): AppConfig {
  if (wanted === undefined) return app;
  const steps = wanted === true ? usualSteps : wanted.split(',').map((text) => percentOf(text.trim()));
  if (steps.some((step, at) => at > 0 && step <= (steps[at - 1] ?? 0)))
    throw badUsage(`--canary ${String(wanted)}: the shares do not grow`, 'Write them as 1,10,50.');
  return { ...app, canary: { ...app.canary, steps } };
}

/** So many hosts at a time, whatever deploy.yml says. */
function withBatch(app: AppConfig, batch: string | undefined): AppConfig {
  if (batch === undefined) return app;
  if (!/^[1-9]\d{0,3}$/.test(batch))
    throw badUsage(`--batch: “${batch}” is not a number of hosts`, 'Write a whole number from 1 on.');
  return { ...app, rollout: { batch: Number(batch) } };
}

function percentOf(text: string): number {
  const percent = /^[1-9]\d?%?$/.test(text) ? Number.parseInt(text, 10) : undefined;
  if (percent !== undefined) return percent;
  throw badUsage(
    `--canary: “${text}” is not a share of the traffic`,
    'Write whole percents from 1 to 99, as in 1,10,50.',
  );
}

export interface RollbackOptions {
  readonly destination: string | undefined;
  readonly release: string | undefined;
  readonly json: boolean;
}

/** Goes back to a kept release on every host of a destination. */
export async function rollBack(context: Context, options: RollbackOptions): Promise<void> {
  const chosen = await chooseDestination(context, options.destination);
  const { name, app, hosts } = chosen;
  const caller = { folder: context.cwd, destination: name };
  const release = options.release === undefined ? {} : { release: options.release };
  const trust = await trustedKeys(context, app);
  const wanted = { app, hosts, caller, ...release, ...(trust === undefined ? {} : { trust }) };
  await counting(context, chosen, (also) =>
    reporting(options.json, (report) => rollback(wanted, also(report), context.signal)),
  );
}

export interface PromoteOptions {
  readonly from: string;
  readonly to: string;
  readonly json: boolean;
}

/** Deploys what one destination serves to another one. */
export async function promoteTo(context: Context, { from, to, json }: PromoteOptions): Promise<void> {
  const source = await chooseDestination(context, from);
  const chosen = await chooseDestination(context, to);
  const { app, hosts } = chosen;
  const request = {
    engine: await connectEngine(context.env),
    app,
    hosts,
    from: source.hosts,
    fromApp: source.app,
    ...(await deploymentInputs(context, chosen)),
    caller: { folder: context.cwd, destination: chosen.name },
    storeFolder: join(context.stateFolder, 'layers'),
  };
  await counting(context, chosen, (also) =>
    reporting(json, (report) => promote(request, also(report), context.signal)),
  );
}
