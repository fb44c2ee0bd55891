import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import { containerTrouble } from '../watch/containers.ts';
import { hideSecrets } from './container.ts';
import { replicasOf, servingNames, tellLastLines } from './replicas.ts';
import type { Target } from './target.ts';

/** One answer of a health path; `status` is undefined when nothing answered. */
export interface HealthAnswer {
  readonly status: number | undefined;
  readonly body: string;
}

const interval = 100;

/**
 * Waits until each container of the release that serves answers its health path as configured, so many times in a row.
 * Ends at once when one of them stops. Errors: PLAB_NOT_HEALTHY with the last answer and the last lines of the log.
 */
export async function awaitHealthy(target: Target, slot: number, signal: AbortSignal): Promise<void> {
  const ended = new AbortController();
  const over = new AbortController();
  void containerEnd(target, over.signal).then((trouble) => trouble !== undefined && ended.abort(trouble));
  const given = AbortSignal.timeout(target.app.health.timeout * 1000);
  const stop = AbortSignal.any([signal, ended.signal, given]);
  const reasons = await Promise.all(
    replicasOf(target).map(async (replica) => await untilHealthy(target, slot, replica, stop)),
  );
  over.abort();
  const reason = reasons.find((each) => each !== undefined);
  if (reason === undefined) return;
  signal.throwIfAborted();
  await tellLastLines(target, 20);
  const why = ended.signal.aborted
    ? String(ended.signal.reason)
    : await hideSecrets(target, `${reason} within ${target.app.health.timeout} s`);
  throw fail('PLAB_NOT_HEALTHY', target.connection.host.name, why);
}

/** Asks the application in a slot for its health, through the connection to the host. */
export function askHealth(target: Target, slot: number, replica: number): Promise<HealthAnswer> {
  return new Promise((resolve) => {
    const call = request(
      {
        socketPath: target.connection.slotSocket(slot, replica),
        path: target.app.health.path,
        timeout: 5000,
        agent: false,
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          body = (body + text).slice(0, 2000);
        });
        response.on('end', () => resolve({ status: response.statusCode, body }));
        response.on('error', (error) => resolve({ status: undefined, body: error.message }));
      },
    );
    call.on('timeout', () => call.destroy(new Error('no answer within 5 s')));
    call.on('error', (error) => resolve({ status: undefined, body: error.message }));
    call.end();
  });
}

/** What ended one of the containers; undefined when nothing did before `stop`, or the engine does not tell. */
async function containerEnd(target: Target, stop: AbortSignal): Promise<string | undefined> {
  const { connection, done } = target;
  const names = servingNames(target);
  return await containerTrouble(connection.docker, names, done.startedAt ?? '', stop).catch(() => undefined);
}

/** Undefined when healthy, else what the last answer was. */
async function untilHealthy(
  target: Target,
  slot: number,
  replica: number,
  stop: AbortSignal,
): Promise<string | undefined> {
  const { status, successes } = target.app.health;
  let inRow = 0;
  let last = 'nothing answered';
  while (!stop.aborted) {
    const answer = await askHealth(target, slot, replica);
    target.connection.lost.throwIfAborted();
    inRow = answer.status === status ? inRow + 1 : 0;
    if (inRow >= successes) return undefined;
    if (answer.status !== undefined)
      last = `${target.app.health.path} answered ${answer.status} ${answer.body.slice(0, 300)}`;
    await sleep(interval, undefined, { signal: stop }).catch(() => undefined);
  }
  return last;
}
