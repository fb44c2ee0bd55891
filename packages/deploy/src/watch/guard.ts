import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../errors.ts';
import type { DeploymentRecord } from '../host/journal.ts';
import { proxyConfigFile, proxyRuntimeSocket } from '../proxy/sockets.ts';
import { type Replacement, replaceWith } from '../proxy/replace.ts';
import type { Connection } from '../ssh/connection.ts';

/** Seconds after which a host that heard nothing goes back. */
export const patience = 6;
const beatInterval = 1000;

/** The dead-man switch of one host, from the deployer's end. */
export interface Guard {
  /** Aborts when the host went back, or does not answer any more. */
  readonly released: AbortSignal;
  /**
   * Ends it for good by making the new configuration durable; it is made again when another application changed the
   * file meanwhile. Errors: PLAB_WENT_BACK.
   */
  confirm(configuration: () => Promise<Replacement>): Promise<void>;
  /** Ends it after the deployer has gone back; false when the host has done that, and has written it down. */
  disarm(): Promise<boolean>;
}

/** How a host goes back without us. */
export interface WayBack {
  /** The runtime commands. */
  readonly commands: readonly string[];
  /** What the journal says then. */
  readonly record: Omit<DeploymentRecord, 'at' | 'ms' | 'error'>;
}

/**
 * Arms the host: from now on it goes back by itself when this connection ends, or when it hears nothing for
 * {@link patience} seconds, until it is told that the new release stays. Keeps telling it that we are here.
 */
export async function arm(connection: Connection, { commands, record }: WayBack): Promise<Guard> {
  const rest = JSON.stringify(record).slice(1);
  const [way, seconds] = [commands.join(';'), String(patience)];
  try {
    await connection.run(['arm', proxyRuntimeSocket, way, rest, seconds, proxyConfigFile]);
  } catch (error) {
    // It may be armed all the same, and would go back from nothing, and write that down.
    await connection.run(['disarm']).catch(() => undefined);
    throw error;
  }
  const released = new AbortController();
  const over = new AbortController();
  void keepTelling(connection, released, AbortSignal.any([over.signal, connection.lost]));
  return {
    released: released.signal,
    async confirm(configuration) {
      for (;;) {
        const replacement = await configuration();
        over.abort();
        const answer = await replaceWith(connection, 'confirm', replacement);
        if (answer === 'confirmed') return;
        if (answer !== 'changed') throw wentBack(connection);
      }
    },
    async disarm() {
      over.abort();
      return (await connection.run(['disarm'])).trim() === 'disarmed';
    },
  };
}

async function keepTelling(
  connection: Connection,
  released: AbortController,
  over: AbortSignal,
): Promise<void> {
  while (!over.aborted) {
    const silence = AbortSignal.timeout(patience * 1000);
    const answer = await Promise.race([connection.ask(['beat']), aborted(silence)]).catch(() => undefined);
    if (over.aborted) return;
    if (answer === undefined) return connection.abandon(silent(connection));
    if (answer.trim() !== 'armed') return released.abort(wentBack(connection));
    await sleep(beatInterval, undefined, { signal: over }).catch(() => undefined);
  }
}

async function aborted(signal: AbortSignal): Promise<undefined> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  return undefined;
}

function silent({ host }: Connection): Error {
  return fail(
    'PLAB_WENT_BACK',
    host.name,
    `the connection is open, but the host did not answer for ${patience} s`,
  );
}

function wentBack({ host }: Connection): Error {
  return fail('PLAB_WENT_BACK', host.name, `it had heard nothing for ${patience} s`);
}
