/** What ends a command before its time. */
export interface Interruption {
  /** Aborts with the first Ctrl-C or SIGTERM. */
  readonly interrupted: AbortSignal;
  /** Aborts when the terminal is closed. */
  readonly hungUp: AbortSignal;
  /** Aborts with the second Ctrl-C. */
  readonly force: AbortSignal;
}

export interface Listening extends Interruption {
  /** What has come so far. */
  readonly came: 'nothing' | 'interrupt' | 'hang-up';
  readonly stop: () => void;
}

/**
 * Listens for Ctrl-C from the first time that somebody asks for one of its signals: who has asked ends in order. Before
 * that a Ctrl-C ends the process, as it does by itself.
 */
export function listenWhenAsked(): Listening {
  let listening: Handlers | undefined;
  const heard = (): Handlers => (listening ??= listen());
  return {
    get interrupted() {
      return heard().interrupted.signal;
    },
    get hungUp() {
      return heard().hungUp.signal;
    },
    get force() {
      return heard().forced.signal;
    },
    get came() {
      if (listening?.hungUp.signal.aborted === true) return 'hang-up';
      return listening?.interrupted.signal.aborted === true ? 'interrupt' : 'nothing';
    },
    stop: () => listening?.stop(),
  };
}

interface Handlers {
  readonly interrupted: AbortController;
  readonly hungUp: AbortController;
  readonly forced: AbortController;
  readonly stop: () => void;
}

/** Ctrl-C, an orderly end. */
const interrupts = ['SIGINT', 'SIGTERM'] as const;

function listen(): Handlers {
  const interrupted = new AbortController();
  const hungUp = new AbortController();
  const forced = new AbortController();
  const interrupt = (): void => {
    if (interrupted.signal.aborted) return forced.abort(new Error('interrupted'));
    console.error(
      '\nplab: stopping; what serves stays as it is. Once more stops a build without its post blocks',
    );
    interrupted.abort(new Error('interrupted'));
  };
  const hangUp = (): void => hungUp.abort(new Error('the terminal was closed'));
  for (const name of interrupts) process.on(name, interrupt);
  process.on('SIGHUP', hangUp);
  const stop = (): void => {
    for (const name of interrupts) process.off(name, interrupt);
    process.off('SIGHUP', hangUp);
  };
  return { interrupted, hungUp, forced, stop };
}
