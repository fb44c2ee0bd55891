/** The longest time (ms) that a timer of Node can wait; a longer one would end at once. */
const longest = 2 ** 31 - 1;

export interface Timer {
  /** Begins to count again. */
  refresh(): void;
  stop(): void;
}

/** Calls back once after any time (ms), however long; at once for a negative one. */
export function startTimer(ms: number, expired: () => void): Timer {
  let timeout: NodeJS.Timeout | undefined;
  const arm = (left: number): void => {
    const piece = Math.min(left, longest);
    timeout = setTimeout(() => (left > piece ? arm(left - piece) : expired()), piece);
  };
  arm(Math.max(0, ms));
  return {
    refresh() {
      if (ms <= longest) return void timeout?.refresh();
      clearTimeout(timeout);
      arm(ms);
    },
    stop: () => clearTimeout(timeout),
  };
}

/** Resolves after any time (ms), however long. Rejects with the reason of the signal when that aborts. */
export async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = (): void => reject(signal.reason as Error);
  const timer = startTimer(ms, resolve);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await promise;
  } finally {
    timer.stop();
    signal.removeEventListener('abort', stop);
  }
}
