import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createBenchLab } from './lab.ts';
import { measureRoad, type RoadFigures } from './road.ts';
import { type BuildFigures, measureBuilds } from './builds.ts';
import { type LoopFigures, measureLoop } from './groovy-loop.ts';
import { type LayerFigures, measureLayers } from './layers.ts';
import { lines, measureLint } from './lint.ts';
import { measureShell, type ShellFigures } from './shell.ts';
import { measureStart, type StartFigures } from './start.ts';
import { writeVerdictPage } from './verdict.ts';

/** Measures all but deployments, and writes docs/benchmarks.md and docs/verdict.md: `npm run bench`. Takes about six minutes. */
writeVerdictPage();
const start = measureStart();
const lint = measureLint();
const builds = await measureBuilds();
const shell = await measureShell();
const loop = await measureLoop();
const layers = await measureLayers();
const lab = await createBenchLab();
try {
  const road = await measureRoad(lab);
  const text = report({ start, lint, builds, shell, loop, layers, road });
  writeFileSync(fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url)), text);
  console.log(text);
} finally {
  await lab.destroy();
}

interface Figures {
  readonly start: StartFigures;
  readonly lint: StartFigures;
  readonly builds: BuildFigures;
  readonly shell: ShellFigures;
  readonly loop: LoopFigures;
  readonly layers: LayerFigures;
  readonly road: RoadFigures;
}

type Row = readonly [what: string, measured: string, against: string, ratio: string, limit: string];

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(0)} ms`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

function ratio(value: number): string {
  return value >= 10 ? value.toFixed(0) : value.toFixed(2);
}

function roadRows({ road }: Figures): Row[] {
  return [
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
  ];
}

function layerRows({ layers: { disk, push, save } }: Figures): Row[] {
  const ways = [
    ['from the engine’s files (root)', disk],
    ['pushed by the engine', push],
  ] as const;
  return ways
    .filter(([, { ms }]) => !Number.isNaN(ms))
    .map(([how, { ms, bytes }]) => [
      `The layer of a 192 kB change in a 354 MB image, ${how}`,
      `${milliseconds(ms)}, ${kilobytes(bytes)} read`,
      `\`docker save\`: ${milliseconds(save.ms)}, ${kilobytes(save.bytes)}`,
      `${ratio(save.ms / ms)} times faster`,
      'at least 10 times faster',
    ]);
}

function startRows({ builds, start, lint }: Figures): Row[] {
  return [
    againstNode('`./plab run` of five empty stages', builds.pipeline, builds.node, 'at most 3'),
    againstNode('`./plab --version`', start.plab, start.node, 'at most 2'),
    againstNode(`\`./plab lint\` on a Jenkinsfile of ${lines} lines`, lint.plab, lint.node, 'under 3'),
  ];
}

function againstNode(what: string, plab: number, node: number, limit: string): Row {
  return [what, milliseconds(plab), `\`node -e 0\`: ${milliseconds(node)}`, ratio(plab / node), limit];
}

function buildRows({ builds: { memory }, shell, loop }: Figures): Row[] {
  const { steps, output } = shell;
  return [
    [
      'Memory of a build of 400 cells, 400 steps each',
      mebibytes(memory.many),
      `100 steps each: ${mebibytes(memory.few)}`,
      ratio(memory.many / memory.few),
      'flat: at most 1.1',
    ],
    [
      "200 steps `sh 'true'`",
      milliseconds(steps.plab),
      `the same processes from a bare loop: ${milliseconds(steps.bare)}`,
      ratio(steps.plab / steps.bare),
      'at most 1.3',
    ],
    [
      'A step that prints 1 GB',
      seconds(output.plab),
      `with \`cat\` to a file: ${seconds(output.cat)}`,
      ratio(output.plab / output.cat),
      'at most 2',
    ],
    ['Memory of its build', `${(shell.memory / 1e6).toFixed(0)} MB`, '', '', 'under 200 MB'],
    loopRow(loop),
  ];
}

function loopRow({ ours, groovy }: LoopFigures): Row {
  const what = 'A million turns of a Groovy loop: an addition and a map put';
  const limit = 'at most 4';
  if (groovy === undefined)
    return [
      what,
      milliseconds(ours),
      'Groovy or its JVM is not installed (Debian: `apt install groovy default-jre-headless`)',
      '',
      limit,
    ];
  return [what, milliseconds(ours), `Groovy: ${milliseconds(groovy)}`, ratio(ours / groovy), limit];
}

function report(figures: Figures): string {
  const rows = [...roadRows(figures), ...layerRows(figures), ...startRows(figures), ...buildRows(figures)];
  return `# Benchmarks

Made by \`npm run bench\`, which writes this file. Node ${process.version}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${new Date().toISOString().slice(0, 10)}.
Both sides of a ratio are measured in the same run, on the same machine and the same lab host.

| What | Measured | Against | Ratio | Limit |
|---|---|---|---|---|
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

\`up\` counts from the command on: workspace, lint, unit tests, image, shipping, health gate. The original’s method
begins with the image: build, then \`bench/original.sh\`: \`docker save\`, gzip, scp, \`docker load\`, stop, run, \`sleep 10\`.
What deployments lose and how fast they go back is in [Deployments, measured](deployments-measured.md).
`;
}
