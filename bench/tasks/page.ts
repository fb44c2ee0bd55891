import { cpus, getPriority, totalmem } from 'node:os';
import type { Figure } from '../deploy/figures.ts';

/** How much is measured: seconds of each load, and how often. */
export interface Extent {
  readonly seconds: number;
  readonly rounds: number;
  /** Processes of others that wanted to run before it began. */
  readonly busy: number;
}

/** One part of `bench/tasks.ts`. */
export interface Benchmark {
  /** What the command line calls it. */
  readonly name: string;
  readonly title: string;
  /** How it is measured, for the page. */
  readonly how: string;
  /** May use `folder`, which is removed afterwards. */
  readonly run: (extent: Extent & { readonly folder: string }) => Promise<Figure[]>;
}

const head = `# Benchmarks of the Task API

<!-- Written by \`node bench/tasks.ts\`; each part by a run of it. -->

Both sides of a ratio are measured in the same run, in turns, on one machine, which is also where the load comes from.
\`node bench/tasks.ts --growth\` runs all of it, with names some of it; it ends with 1 when a limit is missed. It needs Docker and Debian's
\`wrk\`, \`python3-flask\` and \`python3-prometheus-client\`.
`;

/** The page with the part of one benchmark in its place; the others stay, in `order`. Pure but for the date. */
export function withPart(
  page: string,
  order: readonly Benchmark[],
  benchmark: Benchmark,
  figures: readonly Figure[],
  extent: Extent,
): string {
  const parts = order.map(({ name }) => {
    if (name === benchmark.name) return partOf(benchmark, figures, extent);
    return new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->\n`).exec(page)?.[0] ?? '';
  });
  return [head, ...parts.filter((part) => part !== '')].join('\n');
}

function partOf(
  { name, title, how }: Benchmark,
  figures: readonly Figure[],
  { seconds, rounds, busy }: Extent,
): string {
  const rows = figures.map(({ what, measured, against = '', ratio = '', limit }) => {
    const judged = limit === undefined ? '' : `${limit.text}: ${limit.kept ? 'kept' : '**missed**'}`;
    return `| ${[what, measured, against, ratio, judged].join(' | ')} |`;
  });
  const machine = `Node ${process.version}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  // On a machine that does other things as well.
  const nice = getPriority() === 0 ? '' : `nice -n ${getPriority()} `;
  return `<!-- ${name} -->
## ${title}

\`${nice}node bench/tasks.ts ${name} --seconds ${seconds} --rounds ${rounds}\`, ${new Date().toISOString().slice(0, 10)}, ${machine}, load average before ${busy.toFixed(1)}. ${how}

| What | Measured | Against | Ratio | Limit |
|---|---|---|---|---|
${rows.join('\n')}
<!-- /${name} -->
`;
}
