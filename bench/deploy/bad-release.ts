import { beginTraffic, type TrafficReport } from '@pipeline-lab/lab';
import { program } from '../../packages/cli/test/faults/app.ts';
import { visitsTo } from '../../packages/cli/test/faults/visits.ts';
import { buildVersion, served } from '../../packages/cli/test/lab.ts';
import { type Benchmark, type Figure, quantile } from './figures.ts';
import { benchLab, type Project, projectFor } from './lab.ts';

const perSecond = 200;

interface Way {
  readonly what: string;
  readonly options: readonly string[];
  readonly limit: number;
}

const ways: readonly Way[] = [
  { what: 'with `--canary 1,10,50`', options: ['--canary', '1,10,50'], limit: 20 },
  { what: 'all at once', options: [], limit: 200 },
];

/** A release that passes its health gate and then fails half of its requests. */
export const badRelease: Benchmark = {
  name: 'bad-release',
  title: 'A release that fails half of its requests',
  how: `${perSecond} requests a second, never tried again; the health path stays good. \`./plab deploy\` has to end with code 1 and the release of
before serving everything. The original’s method never notices such a release.`,
  async run(count = 5) {
    const lab = await benchLab();
    try {
      const project = await projectFor(lab, 'watch: 20\ndrain: 1\nkeep: 2');
      const good = await buildVersion(lab, 'bench-good', program('good'));
      const answer = 'if (Math.random() < 0.5) response.statusCode = 500;';
      const bad = await buildVersion(lab, 'bench-bad', program('bad', { answer }));
      await project.plab(['deploy', 'production', '--image', good]);
      const figures = [];
      for (const way of ways) {
        const reports = [];
        for (let round = 0; round < count; round += 1) {
          reports.push(await tryOnce(lab.url, project, bad, way));
          const serving = await served(lab);
          if (serving !== 'good') throw new Error(`${serving} serves afterwards`);
        }
        figures.push(figureOf(way, reports));
      }
      return figures;
    } finally {
      await lab.destroy();
    }
  },
};

async function tryOnce(url: string, project: Project, image: string, way: Way): Promise<TrafficReport> {
  const { stream: _, socket: __, ...visits } = visitsTo(url);
  const traffic = beginTraffic({ ...visits, perSecond });
  // As many of the old release as a comparison wants to have seen.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await project.plab(['deploy', 'production', '--image', image, ...way.options], 1);
  const report = await traffic.stop();
  console.error(way.what, `${report.lost} of ${report.sent} failed, in ${report.secondsAway.toFixed(2)} s`);
  return report;
}

function figureOf({ what, limit }: Way, reports: readonly TrafficReport[]): Figure {
  const lost = reports.map((report) => report.lost);
  const away = reports.map(({ secondsAway }) => secondsAway);
  return {
    what: `Requests that failed before the old release had all traffic again, ${what}; median and worst of ${lost.length}`,
    measured: `${quantile(lost, 0.5)}, ${Math.max(...lost)}; from the first to the last ${quantile(away, 0.5).toFixed(2)} s, ${Math.max(...away).toFixed(2)} s`,
    limit: { text: `at most ${limit}`, kept: Math.max(...lost) <= limit },
  };
}
