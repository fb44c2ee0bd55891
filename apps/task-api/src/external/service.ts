import {
  BrokenCircuitError,
  CircuitState,
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleAll,
  handleWhen,
  type IBackoff,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel';
import { onwards, type Trace } from '../http/trace-context.ts';

/** Milliseconds that one call may take. */
const callTime = 2000;
const attemptsAtMost = 3;
/** After so many failed calls in a row nobody calls for a while (ms). */
const failuresAtMost = 5;
const pause = 10_000;

export interface ExternalAnswer {
  readonly status: 'reachable' | 'unreachable';
  readonly circuit: 'closed' | 'open' | 'half-open';
  /** Calls that were made. */
  readonly attempts: number;
  readonly duration_ms: number;
  readonly status_code?: number | undefined;
  readonly reason?: string | undefined;
}

export interface ExternalService {
  check(trace: Trace | undefined): Promise<ExternalAnswer>;
}

/** A service that is asked with a timeout, again when it fails, and not at all for a while when it keeps failing. */
export function externalService(url: string): ExternalService {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: { next: pauseFromNow },
    breaker: new ConsecutiveBreaker(failuresAtMost),
  });
  const again = retry(
    handleWhen((error) => !(error instanceof BrokenCircuitError)),
    { maxAttempts: attemptsAtMost - 1, backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 500 }) },
  );
  const policy = wrap(again, breaker, timeout(callTime, TimeoutStrategy.Aggressive));
  return {
    check: async (trace) => {
      const began = performance.now();
      let attempts = 0;
      const tell = (status: ExternalAnswer['status'], more: Partial<ExternalAnswer>): ExternalAnswer => ({
        status,
        circuit: nameOf(breaker.state),
        attempts,
        duration_ms: Math.round((performance.now() - began) * 1000) / 1000,
        ...more,
      });
      try {
        const code = await policy.execute(async ({ signal }) => {
          attempts += 1;
          return await call(url, trace, signal);
        });
        return tell('reachable', { status_code: code });
      } catch (error) {
        return tell('unreachable', { reason: reasonOf(error) });
      }
    },
  };
}

/** By the steady clock; what the library compares it with is the one that can be set, back by an hour as well. */
function pauseFromNow(): IBackoff<unknown> {
  const end = performance.now() + pause;
  return {
    get duration() {
      return performance.now() < end ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    },
    next: pauseFromNow,
  };
}

async function call(url: string, trace: Trace | undefined, signal: AbortSignal): Promise<number> {
  const { username, password, href } = new URL(url);
  const address = href.replace(/\/\/[^@/]*@/, '//');
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString(
    'base64',
  );
  const authorization = username === '' ? {} : { authorization: `Basic ${secret}` };
  const response = await fetch(address, {
    signal,
    headers: { traceparent: onwards(trace), ...authorization },
  });
  await response.body?.cancel();
  if (response.status >= 500) throw new Error(`it answered ${response.status}`);
  return response.status;
}

function nameOf(state: CircuitState): ExternalAnswer['circuit'] {
  if (state === CircuitState.Closed) return 'closed';
  return state === CircuitState.HalfOpen ? 'half-open' : 'open';
}

/** Why, without the address: that may hold a password. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : String(cause);
}
