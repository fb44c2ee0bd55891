import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atHalf } from './tasks/at-half.ts';
import { growth } from './tasks/growth.ts';
import { inContainer } from './tasks/in-container.ts';
import { type Benchmark, withPart } from './tasks/page.ts';
import { rates } from './tasks/rates.ts';
import { shares } from './tasks/shares.ts';

/**
 * Measures the Task API and writes docs/task-api-benchmarks.md: `node bench/tasks.ts [NAME…] [--growth] [--seconds N] [--rounds N]`. Without
 * a name all but `growth`, which makes a million tasks first. Ends with 1 when a limit is missed.
 */
const all: readonly Benchmark[] = [rates, atHalf, shares, inContainer, growth];

const words = process.argv.slice(2);
const option = (name: string, usual: number): number => {
  const at = words.indexOf(`--${name}`);
  return at < 0 ? usual : Number(words.splice(at, 2)[1]);
};
const counts = { seconds: option('seconds', 3), rounds: option('rounds', 5) };
const names = words.filter((word) => word !== '--growth');
const unknown = names.filter((name) => !all.some((each) => each.name === name));
if (unknown.length > 0 || !(counts.seconds > 0 && counts.rounds > 0))
  throw new Error(
    `usage: node bench/tasks.ts [${all.map(({ name }) => name).join('|')}…] [--growth] [--seconds N] [--rounds N]`,
  );
for (const [file, name] of [
  ['/usr/bin/wrk', 'wrk'],
  ['/usr/lib/python3/dist-packages/flask', 'python3-flask'],
  ['/usr/lib/python3/dist-packages/prometheus_client', 'python3-prometheus-client'],
] as const)
  if (!existsSync(file)) throw new Error(`${name} is not installed: apt-get install ${name}`);

process.once('SIGTERM', () => process.exit(1)).once('SIGINT', () => process.exit(1));
const page = fileURLToPath(new URL('../docs/task-api-benchmarks.md', import.meta.url));
const wanted = all.filter(({ name }) => names.includes(name) || (names.length === 0 && name !== 'growth'));
if (words.includes('--growth') && !wanted.includes(growth)) wanted.push(growth);
for (const benchmark of wanted) {
  const extent = { ...counts, busy: loadavg()[0] ?? Number.NaN };
  console.error(`\n${benchmark.title}`);
  if (extent.busy > 1)
    console.error(`the load average is ${extent.busy}: what is measured will be worse than it is`);
  const folder = mkdtempSync(join(tmpdir(), 'plab-bench-tasks-'));
  try {
    const figures = await benchmark.run({ ...extent, folder });
    console.table(figures.map(({ limit, ...rest }) => ({ ...rest, ...limit })));
    const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
    writeFileSync(page, withPart(text, all, benchmark, figures, extent));
    if (figures.some(({ limit }) => limit?.kept === false)) process.exitCode = 1;
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
// Servers that were left by a failure end with this process.
process.exit();
