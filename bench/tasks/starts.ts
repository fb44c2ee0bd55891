import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, quantile } from '../deploy/figures.ts';
import { docker, run, runEmpty } from './container.ts';
import { freePort } from './servers.ts';

/** Milliseconds. */
const most = 400;
export const starts = 10;

interface Start {
  /** Milliseconds from `docker run` to the first 200, and those of them in the container. */
  readonly whole: number;
  readonly own: number;
}

/** The service and `node -e 0`, in turns. */
export async function measureStarts(): Promise<Figure[]> {
  const ours: Start[] = [];
  const empty: number[] = [];
  // The first of each fills the caches.
  for (let turn = -1; turn < starts; turn += 1) {
    const start = await timeStart();
    const bare = await timeEmpty();
    if (turn < 0) continue;
    ours.push(start);
    empty.push(bare);
  }
  const shown = (all: readonly number[]): string =>
    `${quantile(all, 0.5).toFixed(0)} ms (${Math.max(...all).toFixed(0)})`;
  const own = ours.map((start) => start.own);
  const whole = ours.map((start) => start.whole);
  return [
    {
      what: 'Start of the container to the first 200',
      measured: shown(own),
      limit: { text: `under ${most} ms`, kept: quantile(own, 0.5) < most },
    },
    {
      what: '`docker run` to the first 200, with the engine’s own time',
      measured: shown(whole),
      against: `to the end of \`docker run … node -e 0\`: ${shown(empty)}`,
      ratio: `${(quantile(whole, 0.5) / quantile(empty, 0.5)).toFixed(2)}; ${(quantile(whole, 0.5) - quantile(empty, 0.5)).toFixed(0)} ms more`,
    },
  ];
}

async function timeStart(): Promise<Start> {
  const port = await freePort();
  const began = Date.now();
  const started = run(port);
  while (!(await isHealthy(port))) await sleep(2);
  const answered = Date.now();
  const container = await started;
  const startedAt = Date.parse(await docker('inspect', '-f', '{{.State.StartedAt}}', container));
  await docker('rm', '-f', '-v', container);
  return { whole: answered - began, own: answered - startedAt };
}

async function isHealthy(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/health', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}

async function timeEmpty(): Promise<number> {
  const name = `plab-bench-empty-${process.pid}`;
  const began = Date.now();
  await runEmpty(name);
  const took = Date.now() - began;
  await docker('rm', '-v', name);
  return took;
}
