import { Agent, request, type RequestOptions } from 'node:http';
import { setInterval } from 'node:timers/promises';

export interface LoadFigures {
  readonly sent: number;
  readonly lost: number;
  /** The first few losses. */
  readonly losses: readonly string[];
}

type Kind = 'get' | 'post' | 'new';

/** One second of load, in the order of its requests: 90 GET and 90 POST over kept connections, 20 over new ones. */
const pattern: readonly Kind[] = Array.from(
  { length: 20 },
  (_, index): Kind => (index % 10 === 9 ? 'new' : index % 2 === 0 ? 'get' : 'post'),
);

/** Sends 200 requests a second that are never tried again, until `signal` aborts. Lost is no answer, or a wrong one. */
export async function load(url: string, signal: AbortSignal): Promise<LoadFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const pending = new Set<Promise<void>>();
  const losses: string[] = [];
  let sent = 0;
  let lost = 0;
  const send = async (kind: Kind): Promise<void> => {
    const loss = await ask(url, kind, agent);
    if (loss === undefined) return;
    lost += 1;
    if (losses.length < 5) losses.push(`${kind}: ${loss}`);
  };
  try {
    for await (const _ of setInterval(5, undefined, { signal })) {
      const answered = send(pattern[sent % pattern.length] ?? 'get').finally(() => pending.delete(answered));
      sent += 1;
      pending.add(answered);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await Promise.all(pending);
  agent.destroy();
  return { sent, lost, losses };
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
