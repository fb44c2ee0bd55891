import { Agent, request, type RequestOptions } from 'node:http';
import { setInterval } from 'node:timers/promises';

export interface LoadFigures {
  readonly sent: number;
  /** Requests a second that were really sent. */
  readonly perSecond: number;
  readonly lost: number;
  /** The first few losses. */
  readonly losses: readonly string[];
}

type Kind = 'get' | 'post' | 'new';

/** The load, over and over: of 11 requests 5 are GET and 5 are POST over kept connections, one is GET over a new one. */
const pattern: readonly Kind[] = Array.from(
  { length: 11 },
  (_, index): Kind => (index === 10 ? 'new' : index % 2 === 0 ? 'get' : 'post'),
);

/** A second has 200 requests over kept connections and 20 over new ones. */
const perSecond = 220;
const tick = 5;

/** Sends requests that are never tried again, until `signal` aborts. Lost is no answer, or a wrong one. */
export async function load(url: string, signal: AbortSignal): Promise<LoadFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const pending = new Set<Promise<void>>();
  const losses: string[] = [];
  const began = performance.now();
  let sent = 0;
  let lost = 0;
  const send = async (kind: Kind): Promise<void> => {
    const loss = await ask(url, kind, agent);
    if (loss === undefined) return;
    lost += 1;
    if (losses.length < 5) losses.push(`${kind}: ${loss}`);
  };
  try {
    for await (const _ of setInterval(tick, undefined, { signal })) {
      // A busy machine ticks late: what is due by now is sent.
      for (const due = ((performance.now() - began) / 1000) * perSecond; sent < due; sent += 1) {
        const answered = send(pattern[sent % pattern.length] ?? 'get').finally(() =>
          pending.delete(answered),
        );
        pending.add(answered);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(pending);
  agent.destroy();
  return { sent, perSecond: sent / seconds, lost, losses };
}

const body = JSON.stringify({ title: 'load' });

function ask(url: string, kind: Kind, agent: Agent): Promise<string | undefined> {
  const post = kind === 'post';
  const options: RequestOptions = {
    method: post ? 'POST' : 'GET',
    agent: kind === 'new' ? false : agent,
    timeout: 10_000,
    headers: post ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {},
  };
  return new Promise((resolve) => {
    const call = request(`${url}/tasks${post ? '' : '?limit=1'}`, options, (response) => {
      response.resume();
      const expected = post ? 201 : 200;
      response.on('end', () =>
        resolve(response.statusCode === expected ? undefined : `HTTP ${response.statusCode}`),
      );
      response.on('error', (error) => resolve(error.message));
    });
    call.on('timeout', () => call.destroy(new Error('no answer within 10 s')));
    call.on('error', (error) => resolve(error.message));
    call.end(post ? body : undefined);
  });
}
