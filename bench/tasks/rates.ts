import { type Figure, times } from '../deploy/figures.ts';
import { median } from '../start.ts';
import type { Benchmark } from './page.ts';
import { type Server, type ServerName, startServer } from './servers.ts';
import { shippedText } from './shipped.ts';
import { allWorks, connections, marks, type WorkName, workOf } from './works.ts';
import { load, type Load } from './wrk.ts';

type Limits = readonly [flask: number, bare: number];

/** A page that is kept needs no limit: whether it is depends on how often tasks are written. */
const limits: Readonly<Record<WorkName, Limits | undefined>> = {
  'GET one task': [15, 0.6],
  'list 50, unchanged': undefined,
  'list 50, a page that was not asked for lately': [6, 0.5],
  POST: [15, 0.75],
};

/** Against a Flask app of the original's shape, and against bare Node. */
export const rates: Benchmark = {
  name: 'rates',
  title: 'Requests a second',
  how: `${connections} connections of wrk; medians of the rounds. Our 201 is sent after the fsync; the others keep tasks in memory. *Flask* is its development
server in the shape of the original, *bare* is \`node:http\` and a Map, without checks, disk, metrics or log: the limit of what can be reached.
Ours is the bundle of the image with its flags and variables, ${shippedText}; Flask and *bare* have the heap and the arenas of malloc that they take by themselves. It reads one task
from the database each time, and so it does with a list *that was not asked for lately*: ${marks} ids, and the pages behind them, are asked for in turn, all over the 10,000 tasks: by cursors, of the others by offsets.
*Unchanged* is the same page over and over while nothing is written: ours gives the page that it has kept.`,
  async run({ seconds, rounds, folder }) {
    const names: readonly ServerName[] = ['ours', 'flask', 'bare'];
    const servers = await Promise.all(names.map((name) => startServer(name, `${folder}/${name}`, 10_000)));
    const samples = new Map<string, Load[]>();
    // The first round warms up.
    for (let round = -1; round < rounds; round += 1) {
      for (const work of allWorks) {
        for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
          const key = `${work} ${server.name}`;
          const sample = await load(server.url, workOf(work, server), connections, seconds, folder);
          if (round >= 0) samples.set(key, [...(samples.get(key) ?? []), sample]);
        }
      }
      console.error(`round ${round + 1} of ${rounds}`);
    }
    const memory = memoryOf(servers);
    await Promise.all(servers.map((server) => server.stop()));
    return [...allWorks.flatMap((work) => figuresOf(work, samples)), memory];
  },
};

function memoryOf(servers: readonly Server[]): Figure {
  const of = (name: ServerName): string =>
    `${servers
      .find((server) => server.name === name)
      ?.memory()
      .toFixed(0)} MB`;
  return {
    what: 'Resident memory of the process after all of it',
    measured: of('ours'),
    against: `bare: ${of('bare')}`,
  };
}

function figuresOf(work: WorkName, samples: ReadonlyMap<string, readonly Load[]>): Figure[] {
  const rateOf = (name: ServerName): number =>
    median((samples.get(`${work} ${name}`) ?? []).map(({ rate }) => rate));
  const p99 = median((samples.get(`${work} ours`) ?? []).map((sample) => sample.p99));
  const ours = rateOf('ours');
  const [flask, bare] = limits[work] ?? [];
  const figure = (peer: ServerName, least: number | undefined): Figure => ({
    what: work,
    measured: `${ours.toFixed(0)}/s, p99 ${p99.toFixed(1)} ms`,
    against: `${peer === 'bare' ? 'bare' : 'Flask'}: ${rateOf(peer).toFixed(0)}/s`,
    ratio: times(ours / rateOf(peer)),
    ...(least === undefined
      ? {}
      : { limit: { text: `at least ${least}`, kept: ours / rateOf(peer) >= least } }),
  });
  return [figure('flask', flask), figure('bare', bare)];
}
