import { once } from 'node:events';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { setInterval, setTimeout as sleep } from 'node:timers/promises';

/** What visitors went through. Nothing is ever tried again. */
export interface TrafficReport {
  readonly sent: number;
  /** Requests without an answer, with a wrong one or one of 500 and above; streams and WebSockets that were cut. */
  readonly lost: number;
  /** The first and the last few, as text. */
  readonly losses: readonly string[];
  /** From the first request that was lost to the first one that was answered after the last loss. */
  readonly secondsAway: number;
  /** What answered. */
  readonly versions: ReadonlySet<string>;
}

export interface Traffic {
  /** Ends it; what is under way is waited for. */
  stop(): Promise<TrafficReport>;
}

/** Requests a second: of each ten, five GET and four POST over kept connections, one GET over a new one. */
const perSecond = 100;

interface Diary {
  readonly versions: Set<string>;
  readonly answered: number[];
  readonly lost: { readonly at: number; readonly what: string }[];
  sent: number;
}

/** Visits an app of {@link program} in every way until it is stopped: kept and new connections, one stream, one WebSocket. */
export function beginTraffic(url: string): Traffic {
  const over = new AbortController();
  const diary: Diary = { versions: new Set(), answered: [], lost: [], sent: 0 };
  const visitors = [
    sendRequests(url, diary, over.signal),
    keepOpen('stream', async () => await streamOnce(url, over.signal), diary, over.signal),
    keepOpen('WebSocket', async () => await socketOnce(url, over.signal), diary, over.signal),
  ];
  return {
    async stop() {
      over.abort();
      await Promise.all(visitors);
      return reportOf(diary);
    },
  };
}

function reportOf({ versions, answered, lost, sent }: Diary): TrafficReport {
  const [first, last] = [lost[0]?.at ?? 0, Math.max(...lost.map(({ at }) => at), 0)];
  const back = answered.filter((at) => at >= last).reduce((least, at) => Math.min(least, at), Infinity);
  return {
    sent,
    lost: lost.length,
    losses: [...lost.slice(0, 6), ...lost.slice(6).slice(-6)].map(({ what }) => what),
    secondsAway: lost.length === 0 ? 0 : (back - first) / 1000,
    versions,
  };
}

async function sendRequests(url: string, diary: Diary, signal: AbortSignal): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const pending = new Set<Promise<void>>();
  const began = performance.now();
  const send = async (count: number): Promise<void> => {
    const kind = count % 10 === 9 ? 'new' : count % 10 < 5 ? 'get' : 'post';
    const at = performance.now();
    try {
      diary.versions.add(await ask(url, kind, agent));
      diary.answered.push(at);
    } catch (error) {
      note(diary, at, `${kind}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  try {
    for await (const _ of setInterval(10, undefined, { signal })) {
      // A busy machine ticks late: what is due by now is sent.
      for (const due = ((performance.now() - began) / 1000) * perSecond; diary.sent < due; ) {
        diary.sent += 1;
        const sent = send(diary.sent).finally(() => pending.delete(sent));
        pending.add(sent);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await Promise.all(pending);
  agent.destroy();
}

function note({ lost }: Diary, at: number, what: string): void {
  lost.push({ at, what: `${new Date().toISOString()} ${what}` });
}

function ask(url: string, kind: 'get' | 'post' | 'new', agent: Agent): Promise<string> {
  const method = kind === 'post' ? 'POST' : 'GET';
  const sent = kind === 'post' ? ' posted' : '';
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method,
        agent: kind === 'new' ? false : agent,
        timeout: 10_000,
        headers: { 'content-length': sent.length },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode !== 200)
            reject(new Error(`HTTP ${response.statusCode} ${text.slice(0, 40)}`));
          else if (!text.endsWith(sent)) reject(new Error(`the body did not come back: ${text}`));
          else resolve(text.slice(0, text.length - sent.length));
        });
      },
    );
    call.on('timeout', () => call.destroy(new Error('no answer within 10 s')));
    call.on('error', reject);
    call.end(sent);
  });
}

/** Opens it again whenever it took leave; everything else is a loss. */
async function keepOpen(
  what: string,
  open: () => Promise<void>,
  diary: Diary,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await open();
    } catch (error) {
      if (signal.aborted) return;
      note(diary, performance.now(), `${what}: ${error instanceof Error ? error.message : String(error)}`);
      await sleep(200);
    }
  }
}

/** Reads events to their end. Throws unless the app said good-bye. */
async function streamOnce(url: string, signal: AbortSignal): Promise<void> {
  const call = get(`${url}/events`, { agent: false, signal });
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) {
    response.resume();
    throw new Error(`HTTP ${response.statusCode}`);
  }
  let last = '';
  for await (const part of response.setEncoding('utf8')) last = (last + String(part)).slice(-40);
  if (!last.endsWith('data: bye\n\n')) throw new Error(`ended after ${JSON.stringify(last)}`);
}

/** Talks until the app says good-bye. Throws when the connection ends otherwise, or does not answer. */
async function socketOnce(url: string, signal: AbortSignal): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`);
  const closed = Promise.withResolvers<number>();
  socket.addEventListener('close', ({ code }) => closed.resolve(code));
  socket.addEventListener('error', () => undefined);
  signal.addEventListener('abort', () => closed.resolve(1001), { once: true });
  let unanswered = 0;
  socket.addEventListener('message', () => {
    unanswered = 0;
  });
  const talking = globalThis.setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return;
    unanswered += 1;
    // Ten seconds without an answer.
    if (unanswered > 50) closed.resolve(0);
    else socket.send('who?');
  }, 200);
  const code = await closed.promise;
  clearInterval(talking);
  socket.close();
  if (code !== 1001 && !signal.aborted) throw new Error(`closed with ${code}`);
}
