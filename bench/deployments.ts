import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Benchmark } from './deploy/figures.ts';
import { badRelease } from './deploy/bad-release.ts';
import { change } from './deploy/change.ts';
import { inARow } from './deploy/in-a-row.ts';
import { kamalPeer } from './deploy/kamal.ts';
import { manyHosts } from './deploy/many-hosts.ts';
import { withPart } from './deploy/page.ts';
import { rollBack } from './deploy/roll-back.ts';

/**
 * Measures deployments and writes docs/deployments-measured.md: `node bench/deployments.ts [NAME…] [--count N]`. Without a name all of them,
 * which takes about half an hour.
 */
const all: readonly Benchmark[] = [inARow, change, rollBack, badRelease, manyHosts, kamalPeer];

const page = fileURLToPath(new URL('../docs/deployments-measured.md', import.meta.url));
const words = process.argv.slice(2);
const at = words.indexOf('--count');
const [, count] = at < 0 ? [] : words.splice(at, 2).map(Number);
const unknown = words.filter((word) => !all.some(({ name }) => name === word));
if (unknown.length > 0 || (count !== undefined && !(count > 0)))
  throw new Error(`usage: node bench/deployments.ts [${all.map(({ name }) => name).join('|')}…] [--count N]`);

// Kamal is not everywhere.
const usual = all.filter(({ name }) => name !== 'kamal' || process.env['KAMAL'] !== undefined);
const wanted = words.length === 0 ? usual : all.filter(({ name }) => words.includes(name));
for (const benchmark of wanted) {
  console.error(`\n${benchmark.title}`);
  const figures = await benchmark.run(count);
  console.table(figures);
  const text = existsSync(page) ? readFileSync(page, 'utf8') : '';
  writeFileSync(page, withPart(text, all, benchmark, figures));
  if (figures.some(({ limit }) => limit?.kept === false)) process.exitCode = 1;
}
