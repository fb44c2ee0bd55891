import type { FastifyRateLimitStore } from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

/** Addresses that are remembered; those that sent something last stay. */
const mostAddresses = 5000;

/** Answers 429 with `Retry-After` to an address that sends more requests a minute; not for health and metrics. */
export function limitRate(app: FastifyInstance, perMinute: number): void {
  if (perMinute === 0) return;
  void app.register(import('@fastify/rate-limit'), {
    max: perMinute,
    timeWindow: 60_000,
    store: SteadyWindows,
    allowList: (request) => /^\/(health|metrics)/.test(request.url),
    errorResponseBuilder: (_request, { after }) =>
      Object.assign(new Error(`too many requests: try again in ${after}`), { statusCode: 429 }),
  });
}

interface Window {
  count: number;
  readonly end: number;
}

/** Goes by the steady clock. By the library's own store who is refused waits an hour more when the clock is set back by one. */
class SteadyWindows implements FastifyRateLimitStore {
  readonly #windows = new Map<string, Window>();

  incr(address: string, callback: Parameters<FastifyRateLimitStore['incr']>[1], length: number): void {
    const now = performance.now();
    const known = this.#windows.get(address);
    const window = known === undefined || known.end <= now ? { count: 0, end: now + length } : known;
    window.count += 1;
    this.#windows.delete(address);
    this.#windows.set(address, window);
    const [oldest = address] = this.#windows.keys();
    if (this.#windows.size > mostAddresses) this.#windows.delete(oldest);
    callback(null, { current: window.count, ttl: window.end - now });
  }

  child(): SteadyWindows {
    return new SteadyWindows();
  }
}
