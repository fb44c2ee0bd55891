import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type BenchLab, createBenchLab } from './lab.ts';
import { load, type LoadFigures } from './load.ts';
import { measureRoad, type RoadFigures } from './road.ts';
import { type BuildFigures, measureBuilds } from './builds.ts';
import { lines, measureLint } from './lint.ts';
import { measureStart, type StartFigures } from './start.ts';
import { writeVerdictPage } from './verdict.ts';

/** Measures everything and writes docs/benchmarks.md and docs/verdict.md: `npm run bench`. Takes about five minutes. */
const deployments = 20;

writeVerdictPage();
const start = measureStart();
const lint = measureLint();
const builds = await measureBuilds();
const lab = await createBenchLab();
try {
  const road = await measureRoad(lab);
  const loss = await measureLoss(lab);
  const text = report(start, lint, builds, road, loss);
  writeFileSync(fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url)), text);
  console.log(text);
} finally {
  await lab.destroy();
}

/** Deploys a new build again and again under load. */
async function measureLoss(lab: BenchLab): Promise<LoadFigures> {
  const over = new AbortController();
  const traffic = load(lab.url, over.signal);
  for (let turn = 1; turn <= deployments; turn += 1) {
    const tag = `task-api:bench-${turn}`;
    await lab.plab(['build', '--tag', tag, '--build-arg', `BUILD_NUMBER=bench-${turn}`]);
    await lab.plab(['deploy', 'production', '--image', tag]);
    console.error(`deployment ${turn} of ${deployments}`);
  }
  over.abort();
  return await traffic;
}

function report(
  start: StartFigures,
  lint: StartFigures,
  builds: BuildFigures,
  road: RoadFigures,
  loss: LoadFigures,
): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
  const ratio = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(2));
  const rows = [
    [
      '`./plab up` after a change of one line, command to switch',
      seconds(road.switched),
      `the original’s method: ${seconds(road.original)}`,
      `${ratio(road.original / road.switched)} times faster`,
      'at most 25 s',
    ],
    ['The same, to the end of the command', seconds(road.ended), '', '', ''],
    [
      'Bytes sent for it',
      kilobytes(road.bytes),
      `the original’s method: ${kilobytes(road.originalBytes)}`,
      `${ratio(road.originalBytes / road.bytes)} times fewer`,
      'at least 500 times fewer',
    ],
    [
      `Requests lost in ${deployments} deployments at ${Math.round(loss.perSecond)} requests/s`,
      `${loss.lost} of ${loss.sent}`,
      '',
      '',
      '0',
    ],
    [
      '`./plab run` of five empty stages',
      `${builds.pipeline.toFixed(0)} ms`,
      `\`node -e 0\`: ${builds.node.toFixed(1)} ms`,
      ratio(builds.pipeline / builds.node),
      'at most 3',
    ],
    [
      'Memory of a build of 400 cells, 200 steps each',
      `${(builds.memory.many / 2 ** 20).toFixed(0)} MiB`,
      `50 steps each: ${(builds.memory.few / 2 ** 20).toFixed(0)} MiB`,
      ratio(builds.memory.many / builds.memory.few),
      'flat: at most 1.1',
    ],
    [
      '`./plab --version`',
      `${start.plab.toFixed(1)} ms`,
      `\`node -e 0\`: ${start.node.toFixed(1)} ms`,
      ratio(start.plab / start.node),
      'at most 2',
    ],
    [
      `\`./plab lint\` on a Jenkinsfile of ${lines} lines`,
      `${lint.plab.toFixed(1)} ms`,
      `\`node -e 0\`: ${lint.node.toFixed(1)} ms`,
      ratio(lint.plab / lint.node),
      'under 3',
    ],
  ];
  return `# Benchmarks

Made by \`npm run bench\`, which writes this file. Node ${process.version}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${new Date().toISOString().slice(0, 10)}.
Both sides of a ratio are measured in the same run, on the same machine and the same lab host.

| What | Measured | Against | Ratio | Limit |
|---|---|---|---|---|
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
${loss.losses.map((line) => `\nLost: ${line}`).join('')}
\`up\` counts from the command on: workspace, lint, unit tests, image, shipping, health gate. The original’s method,
\`bench/original.sh\`, begins with the image: build, \`docker save\`, gzip, scp, \`docker load\`, stop, run, \`sleep 10\`.
The load is 100 GET and 100 POST a second over kept connections and 20 GET over new ones; nothing is ever sent again.
`;
}
