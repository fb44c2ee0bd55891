import { cpus, totalmem } from 'node:os';
import type { Benchmark, Figure, Limit } from './figures.ts';

const head = `# Deployments, measured

<!-- Written by \`node bench/deployments.ts\`; each part by a run of it. -->

Both sides of a ratio are measured in the same run, on the same machine and the same lab hosts. \`node bench/deployments.ts\` runs all of
it, with names some of it; it ends with 1 when a limit is missed. One machine is the deployer, the hosts and the visitors together.
`;

/** The page with the part of one benchmark in its place; the others stay, in `order`. Pure. */
export function withPart(
  page: string,
  order: readonly Benchmark[],
  benchmark: Benchmark,
  figures: readonly Figure[],
): string {
  const parts = order.map(({ name }) => {
    if (name === benchmark.name) return partOf(benchmark, figures);
    return new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->\n`).exec(page)?.[0] ?? '';
  });
  return [head, ...parts.filter((part) => part !== '')].join('\n');
}

function partOf({ name, title, how }: Benchmark, figures: readonly Figure[]): string {
  const rows = figures.map(({ what, measured, against = '', ratio = '', limit }) =>
    [what, measured, against, ratio, limitText(limit)].join(' | '),
  );
  return `<!-- ${name} -->
## ${title}

\`node bench/deployments.ts ${name}\`, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB. ${how}

| What | Measured | Against | Ratio | Limit |
|---|---|---|---|---|
${rows.map((row) => `| ${row} |`).join('\n')}
<!-- /${name} -->
`;
}

function limitText(limit: Limit | undefined): string {
  if (limit === undefined) return '';
  return `${limit.text}: ${limit.kept ? 'kept' : '**missed**'}`;
}
