import { type Deployment, history, type JournalEntry, type Report } from '@pipeline-lab/deploy';
import { join } from 'node:path';
import type { Context } from '../context.ts';
import type { ChosenDestination } from '../destination.ts';
import { readPlabFile } from '../run/plab-file.ts';
import { deliveriesOf } from './delivery.ts';
import { publish } from './publish.ts';
import { noteDeliveries } from './totals.ts';

/**
 * Stands around a change of a destination: what it writes into the hosts' journals is counted here, too, and published
 * where `metrics:` of plab.yml says. Neither changes how it ends. Errors: those of plab.yml, before anything is changed.
 */
export async function counting<R>(
  context: Context,
  { name, app }: ChosenDestination,
  task: (also: (report: Report) => Report) => Promise<R>,
): Promise<R> {
  const { metrics } = await readPlabFile(join(context.cwd, 'plab.yml'));
  const journals = new Map<string, JournalEntry[]>();
  const also =
    (report: Report): Report =>
    (event) => {
      if (event.type !== 'recorded') return report(event);
      const { host, entry } = event;
      journals.set(host, [...(journals.get(host) ?? []), entry]);
    };
  try {
    return await task(also);
  } finally {
    const made: readonly Deployment[] = history([...journals].map(([host, entries]) => ({ host, entries })));
    note(context, { app: app.app, destination: name }, made);
    if (metrics !== undefined) await publish(context, metrics);
  }
}

function note(
  context: Context,
  where: { app: string; destination: string },
  made: readonly Deployment[],
): void {
  try {
    noteDeliveries(context, deliveriesOf(where, made));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    context.say(`plab: warning: the deployment is not counted: ${why}; \`plab metrics -d\` makes up for it`);
  }
}
