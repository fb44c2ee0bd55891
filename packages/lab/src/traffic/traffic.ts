import { setInterval, setTimeout as sleep } from 'node:timers/promises';
import { ask, keptConnections } from './ask.ts';
import { type Diary, emptyDiary, noteLoss, reportOf, type TrafficReport } from './diary.ts';
import { socketOnce, streamOnce } from './lasting.ts';
import type { Visits } from './visits.ts';

export interface Traffic {
  /** Ends it; what is under way is waited for. */
  stop(): Promise<TrafficReport>;
}

/**
 * Sends visitors until they are stopped: requests at a steady rate, and where wanted one stream and one WebSocket that are
 * opened again whenever the application took leave. What is lost stays lost: nothing is tried again.
 */
export function beginTraffic(visits: Visits): Traffic {
  const over = new AbortController();
  const diary = emptyDiary();
  const { stream, socket } = visits;
  const visitors = [sendRequests(visits, diary, over.signal)];
  if (stream !== undefined)
    visitors.push(
      keepOpen('stream', async () => await streamOnce(visits, stream, over.signal), diary, over.signal),
    );
  if (socket !== undefined)
    visitors.push(
      keepOpen('websocket', async () => await socketOnce(visits, socket, over.signal), diary, over.signal),
    );
  return {
    async stop() {
      over.abort();
      await Promise.all(visitors);
      return reportOf(diary);
    },
  };
}

async function sendRequests(visits: Visits, diary: Diary, signal: AbortSignal): Promise<void> {
  const { requests, perSecond } = visits;
  const agent = keptConnections(visits, 16);
  const pending = new Set<Promise<void>>();
  const began = performance.now();
  const send = async (count: number): Promise<void> => {
    const visit = requests[count % requests.length];
    if (visit === undefined) return;
    diary.sent[visit.kind] += 1;
    const at = performance.now();
    try {
      diary.versions.add(await ask(visits, visit, agent));
      diary.answered.push(at);
    } catch (error) {
      noteLoss(diary, visit.kind, at, error);
    }
  };
  let count = 0;
  try {
    for await (const _ of setInterval(10, undefined, { signal })) {
      // A busy machine ticks late: what is due by now is sent.
      for (const due = ((performance.now() - began) / 1000) * perSecond; count < due; count += 1) {
        const sent = send(count).finally(() => pending.delete(sent));
        pending.add(sent);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await Promise.all(pending);
  agent.destroy();
}

/** Opens it again whenever it took leave; everything else is a loss. */
async function keepOpen(
  kind: 'stream' | 'websocket',
  open: () => Promise<void>,
  diary: Diary,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    diary.sent[kind] += 1;
    try {
      await open();
    } catch (error) {
      if (signal.aborted) return;
      noteLoss(diary, kind, performance.now(), error);
      await sleep(200);
    }
  }
}
