import { createUplink, hostThrough, sshPortOf } from '@pipeline-lab/lab';
import type { TestLab } from '../../packages/cli/test/lab.ts';
import { type BigImage, bigImage } from './big-image.ts';
import { type Benchmark, type Figure, kilobytes, quantile, seconds, times } from './figures.ts';
import { benchLab, projectFor, untilAnswered } from './lab.ts';
import { type OriginalRun, runOriginal } from './original.ts';

interface Line {
  readonly name: string;
  readonly bytesPerSecond: number;
  readonly latency: number;
  /** How many times faster than the original's method it has to be. */
  readonly limit: number;
  readonly rounds: number;
}

const lines: readonly Line[] = [
  { name: 'a fast line', bytesPerSecond: Infinity, latency: 0, limit: 5, rounds: 3 },
  { name: '20 Mbit/s, 40 ms', bytesPerSecond: 20e6 / 8, latency: 20, limit: 10, rounds: 3 },
];

/** A change of 192 kB in an image of 354 MB goes to a host that has the version of before. */
export const change: Benchmark = {
  name: 'change',
  title: 'A change of 192 kB in an image of 354 MB',
  how: `Medians, both methods in turn with a version of its own each; the image is built before. \`./plab deploy\` counts from the command to
the first answer of the new version through the proxy, the original’s method (\`bench/original.sh\`: save, gzip, scp, load, stop, run) only
to its \`docker run\`, without the 10 s that it sleeps then. Bytes of \`./plab deploy\` are all that went to the host over SSH, counted in the
relay between, which also makes the line slow: up to that first answer, and to the end of the command. Those of the original’s
method are its archive alone.`,
  async run(count) {
    const lab = await benchLab();
    let image: BigImage | undefined;
    try {
      image = await bigImage(lab, 2 + lines.reduce((sum, { rounds }) => sum + 2 * (count ?? rounds), 0));
      const figures = [];
      for (const line of lines)
        figures.push(await measureLine(lab, image, { ...line, rounds: count ?? line.rounds }));
      return figures.flat();
    } finally {
      await image?.remove();
      await lab.destroy();
    }
  },
};

async function measureLine(lab: TestLab, image: BigImage, line: Line): Promise<Figure[]> {
  const uplink = createUplink(line);
  try {
    const relay = await uplink.relay(await sshPortOf(lab.host));
    const { sshConfigFile = '', name } = await hostThrough(lab.host, relay.port);
    const project = await projectFor(lab, 'watch: 1\ndrain: 1\nkeep: 2', { sshConfigFile });
    const label = line.latency === 0 ? 'fast' : 'slow';
    const first = await image.build(`${label}-first`);
    // Over the fast line: both methods find the version of before.
    const direct = await projectFor(lab, 'watch: 1\ndrain: 1\nkeep: 2');
    await direct.plab(['deploy', 'production', '--image', first]);
    if (line.latency === 0) await runOriginal(lab.host.sshConfigFile, name, first, 5000);
    const bytes: Bytes[] = [];
    const took: number[] = [];
    const original: OriginalRun[] = [];
    for (let round = 0; round < line.rounds; round += 1) {
      const version = `${label}-${round}`;
      const built = await image.build(version);
      const before = relay.sent();
      const deploy = async (): Promise<number> =>
        await project.plab(['deploy', 'production', '--image', built]);
      let answered = 0;
      const seen = (): void => void (answered = relay.sent() - before);
      took.push(await untilAnswered(lab.url, version, deploy, seen));
      bytes.push({ answered, ended: relay.sent() - before });
      original.push(await runOriginal(sshConfigFile, name, await image.build(`${version}-original`), 5000));
      console.error(line.name, took.at(-1), bytes.at(-1), original.at(-1));
    }
    return figuresOf(line, image, { bytes, took, original });
  } finally {
    await uplink.close();
  }
}

interface Bytes {
  readonly answered: number;
  readonly ended: number;
}

interface Measured {
  readonly bytes: readonly Bytes[];
  readonly took: readonly number[];
  readonly original: readonly OriginalRun[];
}

function figuresOf(line: Line, { gzipped }: BigImage, { bytes, took, original }: Measured): Figure[] {
  const median = <T>(all: readonly T[], of: (each: T) => number): number => quantile(all.map(of), 0.5);
  const [ours, theirs] = [quantile(took, 0.5), median(original, ({ running }) => running)];
  const [sent, all] = [median(bytes, ({ answered }) => answered), median(bytes, ({ ended }) => ended)];
  const sentByOriginal = median(original, (run) => run.bytes);
  return [
    {
      what: `Command to first new answer, ${line.name}`,
      measured: seconds(ours),
      against: `the original’s method, command to its container: ${seconds(theirs)}`,
      ratio: `${times(theirs / ours)} times faster`,
      limit: { text: `at least ${line.limit} times faster`, kept: theirs / ours >= line.limit },
    },
    {
      what: `Bytes to the host over SSH, ${line.name}`,
      measured: `${kilobytes(sent)}, in all ${kilobytes(all)}`,
      against: `the original’s method: ${kilobytes(sentByOriginal)}; the layer alone in gzip: ${kilobytes(gzipped)}`,
      ratio: `${times(sentByOriginal / all)} times fewer; ${times(all / gzipped)}`,
      limit: { text: 'at most 60 kB', kept: all <= 60_000 },
    },
  ];
}
