import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskStore } from '../storage/store.ts';

export interface Check {
  readonly status: 'healthy' | 'unhealthy';
  readonly duration_ms: number;
  /** Why it is unhealthy. */
  readonly reason?: string;
}

/** A check of the storage that takes longer (ms) has failed. */
const patience = 6000;
/** Bytes that must be free: SQLite's log and a few thousand tasks. */
const leastFree = 16 * 2 ** 20;
/** The event loop may come this late (ms). */
const mostLag = 1000;

/** What must work for tasks to be kept. `dataDir` is undefined where they are kept on another machine. */
export async function checkAll(
  store: TaskStore,
  dataDir: string | undefined,
): Promise<Readonly<Record<string, Check>>> {
  const disk = dataDir === undefined ? {} : { disk: await timed(() => checkDisk(dataDir)) };
  return {
    database: await timed(() => checkDatabase(store)),
    ...disk,
    event_loop: await timed(checkEventLoop),
  };
}

async function timed(check: () => Promise<void>): Promise<Check> {
  const began = performance.now();
  const reason = await check().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const duration_ms = Math.round((performance.now() - began) * 1000) / 1000;
  return reason === undefined
    ? { status: 'healthy', duration_ms }
    : { status: 'unhealthy', duration_ms, reason };
}

async function checkDatabase(store: TaskStore): Promise<void> {
  const over = new AbortController();
  const late = sleep(patience, undefined, { signal: over.signal }).then(() => {
    throw new Error(`the database does not answer within ${patience} ms`);
  });
  try {
    await Promise.race([store.check(), late]);
  } finally {
    over.abort();
    late.catch(() => undefined);
  }
}

async function checkDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < leastFree) throw new Error(`only ${free} bytes are free, ${leastFree} are needed`);
}

async function checkEventLoop(): Promise<void> {
  const began = performance.now();
  await sleep(0);
  const lag = performance.now() - began;
  if (lag > mostLag) throw new Error(`the event loop is ${Math.round(lag)} ms late`);
}
