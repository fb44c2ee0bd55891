import { join } from 'node:path';
import { connectEngine } from '@pipeline-lab/image';
import { deploy, rollback } from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { chooseDestination } from '../destination.ts';
import { deployReport } from '../render/deploy.ts';

export interface DeployOptions {
  readonly destination: string | undefined;
  readonly image: string | undefined;
  readonly json: boolean;
}

/** Ships an image of the local engine to a destination. */
export async function deployTo(context: Context, options: DeployOptions): Promise<void> {
  const { app, destination, hosts } = await chooseDestination(context, options.destination);
  const engine = await connectEngine(context.env);
  const image = options.image ?? `${app.app}:latest`;
  const storeFolder = join(context.stateFolder, 'layers');
  await deploy(
    { engine, app, destination, hosts, image, storeFolder },
    deployReport(options.json),
    context.signal,
  );
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
