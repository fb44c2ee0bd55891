import { beginTraffic, type TrafficReport } from '@pipeline-lab/lab';
import { program } from '../../packages/cli/test/faults/app.ts';
import { visitsTo } from '../../packages/cli/test/faults/visits.ts';
import { buildVersion, served, type TestLab } from '../../packages/cli/test/lab.ts';
import { type Benchmark, type Figure, quantile, seconds, times } from './figures.ts';
import { benchLab, projectFor } from './lab.ts';
import { measureSwitches, type SwitchTimes } from './switches.ts';

const perSecond = 500;
const versions = ['row-a', 'row-b'] as const;

/** Deploys two releases in turn under load; each is gone from the host when it comes again. */
export const inARow: Benchmark = {
  name: 'in-a-row',
  title: 'Deployments in a row, and the switch',
  how: `Each is a \`./plab deploy\` that ships a layer, starts, switches, watches, drains and removes the release of before. Meanwhile
visitors come ${perSecond} times a second and never try again: GET and POST over kept connections, GET over new ones, a stream and a
WebSocket. The switch is timed on the host, from the connection to the proxy's socket to the end of its answer, under the
same load, and held against a command that changes nothing.`,
  async run(count = 100) {
    const lab = await benchLab();
    try {
      const images = [];
      for (const version of versions) images.push(await buildVersion(lab, version, program(version)));
      const usual = await projectFor(lab, 'watch: 1\ndrain: 1\nkeep: 1');
      await usual.plab(['deploy', 'production', '--image', images[1] ?? '']);
      const traffic = beginTraffic({ ...visitsTo(lab.url), perSecond });
      const began = performance.now();
      const took: number[] = [];
      for (let turn = 0; turn < count; turn += 1) {
        took.push(await usual.plab(['deploy', 'production', '--image', images[turn % 2] ?? '']));
        const answer = await served(lab);
        if (answer !== versions[turn % 2]) throw new Error(`${answer} serves after deployment ${turn + 1}`);
        console.error(`deployment ${turn + 1} of ${count}: ${seconds(took.at(-1) ?? 0)}`);
      }
      const report = await traffic.stop();
      const rate = report.sent / ((performance.now() - began) / 1000);
      return [...rowFigures(took, report, rate), switchFigure(await switches(lab, images, count))];
    } finally {
      await lab.destroy();
    }
  },
};

async function switches(lab: TestLab, images: readonly string[], count: number): Promise<SwitchTimes> {
  const warm = await projectFor(lab, 'watch: 1\ndrain: 1\nkeep: 2\nwarm: true');
  for (const image of [images[count % 2] ?? '', images[(count + 1) % 2] ?? ''])
    await warm.plab(['deploy', 'production', '--image', image]);
  const traffic = beginTraffic({ ...visitsTo(lab.url), perSecond });
  const measured = await measureSwitches(lab);
  const { lost, losses } = await traffic.stop();
  if (lost > 0) throw new Error(`switching lost ${lost}: ${losses.join('; ')}`);
  return measured;
}

function rowFigures(took: readonly number[], report: TrafficReport, rate: number): Figure[] {
  for (const loss of report.losses) console.error(`lost: ${loss}`);
  return [
    {
      what: `Requests lost in ${took.length} deployments at ${rate.toFixed(0)} requests/s`,
      measured: `${report.lost} of ${report.sent}`,
      limit: { text: '0 in 100 deployments at 500', kept: report.lost === 0 },
    },
    {
      what: 'One of these deployments, median and slowest',
      measured: `${seconds(quantile(took, 0.5))}, ${seconds(Math.max(...took))}`,
    },
  ];
}

function switchFigure({ switches: own, nothing }: SwitchTimes): Figure {
  return {
    what: `The switch, on the host; median and 95 % of ${own.length}`,
    measured: `${quantile(own, 0.5).toFixed(2)} ms, ${quantile(own, 0.95).toFixed(2)} ms`,
    against: `a command that changes nothing: ${quantile(nothing, 0.5).toFixed(2)} ms, ${quantile(nothing, 0.95).toFixed(2)} ms`,
    ratio: times(quantile(own, 0.5) / quantile(nothing, 0.5)),
    limit: { text: 'median under 5 ms', kept: quantile(own, 0.5) < 5 },
  };
}
