import { type Figure, times } from '../deploy/figures.ts';
import { median } from '../start.ts';
import type { Benchmark } from './page.ts';
import { type Server, type ServerName, startServer } from './servers.ts';
import { connections, type WorkName, workOf, works } from './works.ts';
import { load, type Load } from './wrk.ts';

const limits: Readonly<Record<WorkName, readonly [flask: number, bare: number]>> = {
  'GET one task': [15, 0.6],
  'list 50 of 10,000': [6, 0.5],
  POST: [15, 0.75],
};

/** Against a Flask app of the original's shape, and against bare Node. */
export const rates: Benchmark = {
  name: 'rates',
  title: 'Requests a second',
  how: `${connections} connections of wrk; medians of the rounds. Our 201 is sent after the fsync; the others keep tasks in memory. *Flask* is its development
server in the shape of the original, *bare* is \`node:http\` and a Map, without checks, disk, metrics or log: the limit of what can be reached.
Ours is the bundle of the image with its flags. It reads one task from the database each time; nothing is written while lists are read, so that the page is the one it has kept.`,
  async run({ seconds, rounds, folder }) {
    const names: readonly ServerName[] = ['ours', 'flask', 'bare'];
    const servers = await Promise.all(names.map((name) => startServer(name, `${folder}/${name}`, 10_000)));
    const samples = new Map<string, Load[]>();
    // The first round warms up.
    for (let round = -1; round < rounds; round += 1) {
      for (const work of works) {
        for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
          const key = `${work} ${server.name}`;
          const sample = await load(server.url, workOf(work, server.ids), connections, seconds, folder);
          if (round >= 0) samples.set(key, [...(samples.get(key) ?? []), sample]);
        }
      }
      console.error(`round ${round + 1} of ${rounds}`);
    }
    const memory = memoryOf(servers);
    await Promise.all(servers.map((server) => server.stop()));
    return [...works.flatMap((work) => figuresOf(work, samples)), memory];
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
  const [flask, bare] = limits[work];
  const figure = (peer: ServerName, least: number): Figure => ({
    what: work,
    measured: `${ours.toFixed(0)}/s, p99 ${p99.toFixed(1)} ms`,
    against: `${peer === 'bare' ? 'bare' : 'Flask'}: ${rateOf(peer).toFixed(0)}/s`,
    ratio: times(ours / rateOf(peer)),
    limit: { text: `at least ${least}`, kept: ours / rateOf(peer) >= least },
  });
  return [figure('flask', flask), figure('bare', bare)];
}
