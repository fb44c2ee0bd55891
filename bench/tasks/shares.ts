import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Figure, quantile } from '../deploy/figures.ts';
import type { Benchmark } from './page.ts';
import { answering, fill, freePort } from './servers.ts';
import { shippedEnvironment, shippedFlags } from './shipped.ts';
import { connections, type Marks, workOf, works } from './works.ts';
import { load } from './wrk.ts';

const variants = ['whole', 'metrics', 'validation'] as const;
type Variant = (typeof variants)[number];

/** How often a part is added once more. */
const more = 4;
/** Instead of the image's limit. */
const roomy = '--max-old-space-size=64';
const flags = [...shippedFlags.filter((flag) => !flag.startsWith('--max-old-space-size=')), roomy];

/** Of the processor time of a request. */
const limit = 0.15;

interface Measured extends Marks {
  readonly child: ChildProcess;
  readonly url: string;
}

/** What metrics and validation are of the processor time of a request. */
export const shares: Benchmark = {
  name: 'shares',
  title: 'Metrics and validation',
  how: `The service has no switch for either, so each is done ${more} times *more*: ${more} more hooks that count and time the request with all that belongs to them, or
${more} more runs of the compiled validators of the route. A ${more}th part of what the process then uses more (user and system time by \`process.cpuUsage\`, divided by wrk's
count of requests) is what it costs once. Repeated code finds its data in the caches, so the first time may cost a little more than this says.
The service runs from its sources, into which the repeated parts go, with the image's flags and variables, but with \`${roomy}\`: sources need several megabytes more
of a heap than the bundle, and collecting garbage in what is left of 32 MB would hide what is measured. Each list is another page than those before. Three processes in turns; medians of the rounds.`,
  async run({ seconds, rounds, folder }) {
    const servers = new Map<Variant, Measured>();
    for (const variant of variants) servers.set(variant, await start(variant, `${folder}/${variant}`));
    const figures: Figure[] = [];
    for (const work of works) {
      const costs: Record<Variant, number>[] = [];
      // The first round warms up.
      for (let round = -1; round < rounds; round += 1) {
        const cost = { whole: 0, metrics: 0, validation: 0 };
        for (const variant of round % 2 === 0 ? variants : variants.toReversed()) {
          const server = servers.get(variant);
          if (server === undefined) continue;
          const before = await processorTime(server.child);
          const { requests } = await load(server.url, workOf(work, server), connections, seconds, folder);
          cost[variant] = ((await processorTime(server.child)) - before) / requests;
        }
        if (round >= 0) costs.push(cost);
      }
      figures.push(figureOf(work, costs));
    }
    for (const { child } of servers.values()) child.kill();
    return figures;
  },
};

async function start(variant: Variant, folder: string): Promise<Measured> {
  const port = await freePort();
  const env = { ...process.env, DATA_DIR: folder, PORT: String(port), ...shippedEnvironment };
  const file = fileURLToPath(new URL('measured.ts', import.meta.url));
  const child = fork(file, [variant, String(more)], { env, execArgv: flags });
  process.once('exit', () => child.kill());
  const url = `http://127.0.0.1:${port}`;
  await answering(`${url}/tasks`, () => child.exitCode);
  return { child, url, ...(await fill(url, 10_000, 'ours')) };
}

/** Microseconds. */
async function processorTime(child: ChildProcess): Promise<number> {
  const answer = once(child, 'message');
  child.send('processor time');
  return Number((await answer)[0]);
}

function figureOf(what: string, costs: readonly Record<Variant, number>[]): Figure {
  const middle = (of: (cost: Record<Variant, number>) => number): number => quantile(costs.map(of), 0.5);
  const whole = middle((cost) => cost.whole);
  const once = (variant: Variant): number => middle((cost) => (cost[variant] - cost.whole) / more);
  const [metrics, validation] = [once('metrics'), once('validation')];
  const share = (metrics + validation) / whole;
  return {
    what,
    measured: `metrics ${metrics.toFixed(2)} µs, validation ${validation.toFixed(2)} µs`,
    against: `a whole request: ${whole.toFixed(1)} µs`,
    ratio: `${(share * 100).toFixed(1)} %`,
    limit: { text: `under ${limit * 100} % together`, kept: share < limit },
  };
}
