import { join } from 'node:path';
import { connectEngine } from '@pipeline-lab/image';
import { deploy, type DeployRequest, previewDeployment, rollback } from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { deploymentSecrets } from '../deployment-secrets.ts';
import { chooseDestination } from '../destination.ts';
import { deployReport } from '../render/deploy.ts';
import { previewText } from '../render/preview.ts';

export interface DeployOptions {
  readonly destination: string | undefined;
  readonly image: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Ships an image of the local engine to a destination, or tells what that would do. */
export async function deployTo(context: Context, options: DeployOptions): Promise<void> {
  const request = await requestOf(context, options);
  if (!options.dryRun) {
    await deploy(request, deployReport(options.json), context.signal);
    return;
  }
  const previews = await previewDeployment(request, context.signal);
  console.log(options.json ? JSON.stringify(previews, undefined, 2) : previewText(previews));
}

async function requestOf(
  context: Context,
  { destination: wanted, image }: Pick<DeployOptions, 'destination' | 'image'>,
): Promise<DeployRequest> {
  const chosen = await chooseDestination(context, wanted);
  const secrets = await deploymentSecrets(context, chosen);
  const { app, destination, hosts } = chosen;
  return {
    engine: await connectEngine(context.env),
    app,
    destination,
    hosts,
    secrets,
    image: image ?? `${app.app}:latest`,
    storeFolder: join(context.stateFolder, 'layers'),
  };
}

export interface RollbackOptions {
  readonly destination: string | undefined;
  readonly release: string | undefined;
  readonly json: boolean;
}

/** Goes back to a kept release on every host of a destination. */
export async function rollBack(context: Context, options: RollbackOptions): Promise<void> {
  const { app, hosts } = await chooseDestination(context, options.destination);
  const release = options.release === undefined ? {} : { release: options.release };
  await rollback({ app, hosts, ...release }, deployReport(options.json), context.signal);
}
