import { history, journals } from '@pipeline-lab/deploy';
import type { Context } from '../context.ts';
import { chooseDestination } from '../destination.ts';
import { badUsage } from '../errors.ts';
import { deliveriesOf, ended } from '../metrics/delivery.ts';
import { figuresText } from '../metrics/figures.ts';
import type { MetricsFormat } from '../metrics/registry.ts';
import { noteDeliveries, readTotals } from '../metrics/totals.ts';

export interface MetricsOptions {
  /** Destinations whose hosts are asked for deployments that are not known here. */
  readonly destination: readonly string[];
  readonly format: string;
}

/** Prints the figures of all builds and deployments of this user, for a monitoring system. */
export async function printMetrics(context: Context, options: MetricsOptions): Promise<void> {
  const format = formatNamed(options.format);
  for (const destination of options.destination) await learn(context, destination);
  process.stdout.write(await figuresText(await readTotals(context), format));
}

/** Others have deployed there, too, and a deployer that died has counted nothing. */
async function learn(context: Context, destination: string): Promise<void> {
  const { name, app, hosts } = await chooseDestination(context, destination);
  const deployments = ended(history(await journals(app, hosts, context.signal)));
  noteDeliveries(context, deliveriesOf({ app: app.app, destination: name }, deployments));
}

function formatNamed(text: string): MetricsFormat {
  const known = (['openmetrics', 'prometheus'] as const).find((each) => each === text);
  if (known === undefined) throw badUsage(`there is no format ${text}`, 'Use openmetrics or prometheus.');
  return known;
}
