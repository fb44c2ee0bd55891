import { program } from '../../packages/cli/test/faults/app.ts';
import { buildVersion, type TestLab } from '../../packages/cli/test/lab.ts';
import { type Benchmark, quantile, seconds, times } from './figures.ts';
import { benchLab, projectFor, untilAnswered } from './lab.ts';

const versions = ['back-old', 'back-new'] as const;

/** Goes back from one release to the one before, which runs or does not run. */
export const rollBack: Benchmark = {
  name: 'roll-back',
  title: 'Roll-back',
  how: `Median and slowest, from the start of \`./plab rollback\` to the first answer of the old release through the proxy. The command opens a
connection of its own; no ControlMaster is open. *Warm* is \`warm: true\` in deploy.yml: the release of before still runs.`,
  async run(count = 7) {
    const lab = await benchLab();
    try {
      const images = [];
      for (const version of versions) images.push(await buildVersion(lab, version, program(version)));
      const cold = await measure(lab, images, 'warm: false', count);
      const warm = await measure(lab, images, 'warm: true', count);
      const shown = (all: readonly number[]): string =>
        `${seconds(quantile(all, 0.5))}, ${seconds(Math.max(...all))}`;
      const ratio = times(quantile(cold, 0.5) / quantile(warm, 0.5));
      return [
        {
          what: 'To a warm release',
          measured: shown(warm),
          against: `to one that has to be started: ${shown(cold)}`,
          ratio: `${ratio} times faster`,
          limit: {
            text: 'median under 1 s; under 2 s where it has to be started',
            kept: quantile(warm, 0.5) < 1000 && quantile(cold, 0.5) < 2000,
          },
        },
      ];
    } finally {
      await lab.destroy();
    }
  },
};

async function measure(
  lab: TestLab,
  images: readonly string[],
  warm: string,
  count: number,
): Promise<number[]> {
  const project = await projectFor(lab, `watch: 1\ndrain: 1\nkeep: 3\n${warm}`);
  const took: number[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    for (const image of images) await project.plab(['deploy', 'production', '--image', image]);
    const rollback = async (): Promise<number> => await project.plab(['rollback']);
    took.push(await untilAnswered(lab.url, versions[0], rollback));
    console.error(warm, took.at(-1));
  }
  return took;
}
