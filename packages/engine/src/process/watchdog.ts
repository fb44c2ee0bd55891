import { Worker } from 'node:worker_threads';

interface Watch {
  /** One number that the build counts up as long as it can. */
  readonly beats: SharedArrayBuffer;
  /** The process that started the build. */
  readonly parent: number;
  /** Milliseconds since 1970: the build has had its time. */
  readonly deadline: number;
  /** So many seconds a build may be deaf. */
  readonly patience: number;
}

/**
 * Ends this process when it is deaf, as in an expression that takes hours, and nobody else would end it: whoever
 * started it has gone, or its time (ms since 1970) is over; for so long (s) it may calculate in one go. A thread looks after it, since the build itself cannot.
 */
export function startWatchdog(deadline: number = Number.POSITIVE_INFINITY, patience: number = 60): void {
  const beats = new SharedArrayBuffer(4);
  const count = new Int32Array(beats);
  setInterval(() => Atomics.add(count, 0, 1), 1000).unref();
  const workerData: Watch = { beats, parent: process.ppid, deadline, patience };
  // As text it needs no file beside this one.
  new Worker(`(${watch.toString()})()`, { eval: true, workerData }).unref();
}

/** Runs in the thread, where nothing of this module is known. */
function watch(): void {
  const { workerData } = process.getBuiltinModule('node:worker_threads');
  const { writeSync } = process.getBuiltinModule('node:fs');
  const { beats, parent, deadline, patience: limit } = workerData as Watch;
  const count = new Int32Array(beats);
  let seen = -1;
  let deaf = 0;
  setInterval(() => {
    const beat = Atomics.load(count, 0);
    deaf = beat === seen ? deaf + 1 : 0;
    seen = beat;
    if (deaf < limit || (process.ppid === parent && Date.now() < deadline)) return;
    writeSync(2, `the script calculates for ${deaf} s and listens to nothing, so the build was ended\n`);
    process.kill(process.pid, 'SIGKILL');
  }, 1000);
}

/** Whether a script might calculate for long in one go: one with code of its own, a pattern or a call on a value. */
export function mayBeDeaf(source: string): boolean {
  return /\b(?:script|def|expression|library)\b|@Library|\*\*|~|\.\w+\s*[({]/.test(source);
}
