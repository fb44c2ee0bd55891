import { median } from '../start.ts';
import type { Benchmark } from './page.ts';
import { type Server, startServer } from './servers.ts';
import { connections, workOf, works } from './works.ts';
import { load } from './wrk.ts';

const most = 1.5;

/** How many times longer each work takes with a million tasks than with ten thousand. */
export const growth: Benchmark = {
  name: 'growth',
  title: 'A million tasks',
  how: `${connections} connections of wrk to a service with a million tasks and to one with ten thousand; medians of the rounds.
Tasks and pages that are asked for lie all over them, and are more than the service keeps. The ratio is how many times as long a request takes.`,
  async run({ seconds, rounds, folder }) {
    const few = await startServer('ours', `${folder}/few`, 10_000);
    const many = await startServer('ours', `${folder}/many`, 1_000_000);
    const figures = [];
    for (const work of works) {
      const rateOf = async (server: Server): Promise<number> =>
        (await load(server.url, workOf(work, server), connections, seconds, folder)).rate;
      const pairs: { few: number; many: number }[] = [];
      for (let round = 0; round < rounds; round += 1)
        pairs.push({ few: await rateOf(few), many: await rateOf(many) });
      const ratio = median(pairs.map((pair) => pair.few / pair.many));
      figures.push({
        what: work,
        measured: `${median(pairs.map((pair) => pair.many)).toFixed(0)}/s`,
        against: `10,000 tasks: ${median(pairs.map((pair) => pair.few)).toFixed(0)}/s`,
        ratio: ratio.toFixed(2),
        limit: { text: `at most ${most}`, kept: ratio <= most },
      });
    }
    await Promise.all([few.stop(), many.stop()]);
    return figures;
  },
};
