import { Agent, request } from 'node:http';
import { setInterval } from 'node:timers/promises';

/** What a probe saw. A request is lost when it got no answer, or one of 500 and above. */
export interface ProbeReport {
  readonly sent: number;
  readonly lost: number;
  /** The first few losses, as text. */
  readonly losses: readonly string[];
}

/**
 * Asks `url` at a steady rate over keep-alive connections until `signal` aborts, and counts what is lost. It never
 * tries a request again. `perSecond` is requests a second.
 */
export async function probe(url: string, perSecond: number, signal: AbortSignal): Promise<ProbeReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const pending = new Set<Promise<void>>();
  const losses: string[] = [];
  let sent = 0;
  let lost = 0;
  const once = async (): Promise<void> => {
    sent += 1;
    const loss = await ask(url, agent);
    if (loss === undefined) return;
    lost += 1;
    if (losses.length < 5) losses.push(`${new Date().toISOString()} ${loss}`);
  };
  try {
    for await (const _ of setInterval(1000 / perSecond, undefined, { signal })) {
      const asked = once().finally(() => pending.delete(asked));
      pending.add(asked);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await Promise.all(pending);
  agent.destroy();
  return { sent, lost, losses };
}

/** Undefined when it was answered, else what went wrong. */
function ask(url: string, agent: Agent): Promise<string | undefined> {
  return new Promise((resolve) => {
    const call = request(url, { agent, timeout: 10_000 }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve((response.statusCode ?? 0) < 500 ? undefined : `HTTP ${response.statusCode}`),
      );
      response.on('error', (error) => resolve(error.message));
    });
    call.on('timeout', () => call.destroy(new Error('no answer within 10 s')));
    call.on('error', (error) => resolve(error.message));
    call.end();
  });
}
