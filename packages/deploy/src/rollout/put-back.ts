import { fail, PlabError } from '../errors.ts';
import { deployments } from '../host/deployments.ts';
import { type DeploymentRecord, readJournal } from '../host/journal.ts';
import { patience } from '../watch/guard.ts';
import type { Report } from './events.ts';
import { undo } from './execute.ts';
import { type Deployment, messageOf, recordEnd } from './record.ts';
import type { Target } from './target.ts';

/** Undoes the rollout on every host; gives the error that led to it, with what went wrong on the way back. */
export async function putBack(
  targets: readonly Target[],
  deployment: Deployment,
  report: Report,
  error: unknown,
): Promise<unknown> {
  const reason = messageOf(error);
  const failures = await Promise.allSettled(
    targets.map(async (each): Promise<void> => {
      const host = each.connection.host.name;
      if (isLeftToItself(each)) return report({ type: 'undo', host, reason: leftToItself });
      report({ type: 'undo', host, reason });
      const trouble = await undo(each).then(() => undefined, messageOf);
      const why = trouble === undefined ? reason : `${reason}${onTheWay(trouble)}`;
      const own = await ownEnd(each, deployment);
      if (own?.entry !== undefined) report({ type: 'recorded', host, entry: own.entry });
      if (own === undefined) {
        const result = each.done.switched === true ? 'rolled-back' : 'failed';
        report({ type: 'finished', host, record: await recordEnd(each, deployment, result, why) });
      }
      if (trouble !== undefined) throw new Error(trouble);
    }),
  );
  const second = failures.find((result) => result.status === 'rejected');
  if (second === undefined || !(error instanceof Error)) return error;
  error.message += onTheWay(messageOf(second.reason));
  return error;
}

function onTheWay(trouble: string): string {
  return `; putting the host back failed too: ${trouble}`;
}

/** The end that a host writes down by itself, once it has. */
interface OwnEnd {
  readonly entry?: DeploymentRecord;
}

/**
 * The host's own end when it writes one: it is armed still, or has gone back. One that is not armed may also have
 * confirmed, and its answer was lost; its journal tells.
 */
async function ownEnd({ connection, app, done }: Target, { id }: Deployment): Promise<OwnEnd | undefined> {
  if (done.guard === undefined || done.confirmed === true) return undefined;
  if (done.wentBack !== true) return done.wentBack === undefined ? {} : undefined;
  const ended = deployments(await readJournal(connection, app.app));
  const entry = ended.find(({ deployment }) => deployment === id);
  return entry === undefined ? undefined : { entry };
}

const leftToItself = `the connection is gone; the host goes back by itself within ${patience} s`;

/** What to say instead of a lost connection: what the host does then. */
export function lossOf(targets: readonly Target[], error: unknown): Error | undefined {
  const left = targets.find(isLeftToItself)?.connection;
  if (left === undefined || (error instanceof PlabError && error.code === 'PLAB_WENT_BACK')) return undefined;
  return fail('PLAB_WENT_BACK', left.host.name, messageOf(error), error);
}

/** A host that was armed and is out of reach: it does, and writes down, what we cannot. */
function isLeftToItself({ connection, done }: Target): boolean {
  return connection.lost.aborted && done.guard !== undefined && done.confirmed !== true;
}
