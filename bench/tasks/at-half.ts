import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Figure, type Limit, quantile } from '../deploy/figures.ts';
import { median } from '../start.ts';
import type { Benchmark } from './page.ts';
import type { Paced, PacedLoad } from './paced.ts';
import { type Server, startServer } from './servers.ts';
import { connections, type WorkName, workOf, works } from './works.ts';
import { load } from './wrk.ts';

/** Milliseconds. */
const limit = 10;
/** How much longer than the loads at the top rate: the log has to be written back many times. */
const longer = 4;

/** How long requests take at half of the rate that is possible. */
export const atHalf: Benchmark = {
  name: 'half',
  title: 'Half of the top rate',
  how: `The top rate is the median of three loads of wrk just before, on the same service with 10,000 tasks; each list is another page than those before, which the service has not kept. A process of its own then sends half
as many requests a second over ${connections} connections, each when it is due, for ${longer} times the seconds; a time runs from when the request was *due*, so one that
had to wait for a connection is not counted as fast. The first two seconds are not counted. A checkpoint writes SQLite's log back into the database; its header counts them.
*Bare* gets the same load right afterwards, without any disk: what it shows is the machine's own, and the sender's.`,
  async run({ seconds, folder }) {
    const data = `${folder}/data`;
    const server = await startServer('ours', data, 10_000);
    const bare = await startServer('bare', folder, 10_000);
    const figures: Figure[] = [];
    for (const work of works) {
      const tops: number[] = [];
      for (let turn = 0; turn < 3; turn += 1)
        tops.push((await load(server.url, workOf(work, server), connections, seconds, folder)).rate);
      const before = checkpoints(data);
      const paced = await pace(server, work, median(tops) / 2, seconds * longer);
      const restarts = checkpoints(data) - before;
      const control = await pace(bare, work, median(tops) / 2, seconds * longer);
      figures.push(...figuresOf(work, { paced, control, top: median(tops), restarts }));
    }
    await Promise.all([server.stop(), bare.stop()]);
    return figures;
  },
};

/** How often the log was begun anew after a checkpoint of all of it: https://sqlite.org/fileformat2.html#walformat. */
function checkpoints(folder: string): number {
  return readFileSync(`${folder}/tasks.db-wal`).readUInt32BE(12);
}

/** A process of its own: what sends must not wait for what measures. */
async function pace(server: Server, name: WorkName, rate: number, seconds: number): Promise<Paced> {
  const wanted: PacedLoad = {
    url: server.url,
    work: workOf(name, server),
    rate,
    seconds,
    connections,
    warmUp: 2,
  };
  const child = fork(fileURLToPath(new URL('paced.ts', import.meta.url)), [JSON.stringify(wanted)]);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the paced load ended with ${code}`);
  });
  const [paced] = (await Promise.race([once(child, 'message'), ended])) as [Paced];
  child.kill();
  return paced;
}

interface Measured {
  readonly paced: Paced;
  /** Of the bare server at the same rate. */
  readonly control: Paced;
  readonly top: number;
  readonly restarts: number;
}

function figuresOf(work: WorkName, { paced, control, top, restarts }: Measured): Figure[] {
  const of = (load: Paced): { p50: number; p99: number; worst: number } => {
    const bySecond = load.map((second) => quantile(second, 0.99));
    const all = load.flat();
    return { p50: quantile(all, 0.5), p99: quantile(all, 0.99), worst: Math.max(...bySecond) };
  };
  const [ours, bare] = [of(paced), of(control)];
  const judged = (ms: number): Limit => ({ text: `under ${limit} ms`, kept: ms < limit });
  const checkpointed = work === 'POST' ? `, with ${restarts} checkpoints in all` : '';
  return [
    {
      what: `${work}, ${(top / 2).toFixed(0)} of ${top.toFixed(0)}/s: p99`,
      measured: `${ours.p99.toFixed(1)} ms (median ${ours.p50.toFixed(1)})`,
      against: `bare at the same rate: ${bare.p99.toFixed(1)} ms (${bare.p50.toFixed(1)})`,
      ratio: (ours.p99 / bare.p99).toFixed(1),
      limit: judged(ours.p99),
    },
    {
      what: `${work}: p99 of the worst second of ${paced.length}${checkpointed}`,
      measured: `${ours.worst.toFixed(1)} ms`,
      against: `bare: ${bare.worst.toFixed(1)} ms`,
      ratio: (ours.worst / bare.worst).toFixed(1),
      ...(work === 'POST' ? { limit: judged(ours.worst) } : {}),
    },
  ];
}
