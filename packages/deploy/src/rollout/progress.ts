import type { Source, Target } from './target.ts';

/** How far the shipping to a host is. */
export interface Progress {
  /** Bytes that the host fetched, before SSH's compression. */
  readonly bytes: number;
  /** Bytes of the layers that it lacked at the beginning. */
  readonly total: number;
  /** Bytes a second of late. */
  readonly rate: number;
}

const interval = 250;
/** The rate is that of the last so many looks: one second. */
const looks = 4;

/** Tells how far the shipping is four times a second while a task runs, and at its end. */
export async function withProgress<R>(
  { connection, report, missing: total = 0 }: Target,
  { registry }: Source,
  task: () => Promise<R>,
): Promise<R> {
  const rate = rateMeter();
  const tell = (): void => {
    const { bytes } = registry.stats();
    const progress = { bytes, total: Math.max(total, bytes), rate: rate(bytes, performance.now()) };
    report({ type: 'shipping', host: connection.host.name, ...progress });
  };
  const timer = setInterval(tell, interval);
  try {
    return await task();
  } finally {
    clearInterval(timer);
    tell();
  }
}

/** Gives bytes a second over the last looks, of a count that grows; times in milliseconds. */
export function rateMeter(): (bytes: number, at: number) => number {
  const seen: { readonly bytes: number; readonly at: number }[] = [];
  return (bytes, at) => {
    seen.push({ bytes, at });
    if (seen.length > looks + 1) seen.shift();
    const [first] = seen;
    return first === undefined || at <= first.at
      ? 0
      : Math.round(((bytes - first.bytes) / (at - first.at)) * 1000);
  };
}
