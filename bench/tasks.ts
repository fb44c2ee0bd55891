import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './start.ts';
import { type Server, type ServerName, startServer } from './tasks/servers.ts';
import { load, type Load, type Work } from './tasks/wrk.ts';

/**
 * The Task API against a Flask app of the original's shape and against bare Node, all in one run, in turns. With
 * `--growth` also against itself with a million tasks. `--seconds N` and `--rounds N` make it shorter.
 */
const option = (name: string, usual: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const seconds = option('seconds', 3);
const rounds = option('rounds', 5);
const connections = 64;

for (const [program, name] of [
  ['/usr/bin/wrk', 'wrk'],
  ['/usr/lib/python3/dist-packages/flask', 'python3-flask'],
  ['/usr/lib/python3/dist-packages/prometheus_client', 'python3-prometheus-client'],
] as const)
  if (!existsSync(program)) throw new Error(`${name} is not installed: apt-get install ${name}`);

const works = ['GET one task', 'list 50 of 10,000', 'POST'] as const;
type WorkName = (typeof works)[number];
type Key = `${WorkName} ${ServerName}`;

process.once('SIGTERM', () => process.exit(1)).once('SIGINT', () => process.exit(1));
const folder = mkdtempSync(join(tmpdir(), 'plab-bench-tasks-'));
try {
  const found = await measure();
  const growth = process.argv.includes('--growth') ? await measureGrowth() : undefined;
  const text = report(found.loads, found.memory, growth);
  writeFileSync(fileURLToPath(new URL('../docs/task-api-benchmarks.md', import.meta.url)), text);
  console.log(text);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
// Servers that were left by a failure end with this process.
process.exit();

function workOf(name: WorkName, ids: readonly string[]): Work {
  if (name === 'POST')
    return { method: 'POST', paths: ['/tasks'], body: '{"title":"Write it down","priority":"high"}' };
  if (name === 'GET one task') return { method: 'GET', paths: ids.map((id) => `/tasks/${id}`) };
  return { method: 'GET', paths: ['/tasks?limit=50'] };
}

/** Each work on each server in turns, forwards and backwards; the median of the rounds. */
async function measure(): Promise<{ loads: Map<Key, Load>; memory: number }> {
  const names: readonly ServerName[] = ['ours', 'flask', 'bare'];
  const samples = new Map<Key, Load[]>();
  const servers = await Promise.all(names.map((name) => startServer(name, join(folder, name), 10_000)));
  for (let round = -1; round < rounds; round += 1) {
    for (const work of works) {
      for (const server of round % 2 === 0 ? servers : servers.toReversed()) {
        const sample = await load(server.url, workOf(work, server.ids), connections, seconds, folder);
        // The first round warms up.
        if (round >= 0)
          samples.set(`${work} ${server.name}`, [...(samples.get(`${work} ${server.name}`) ?? []), sample]);
      }
    }
    console.error(`round ${round + 1} of ${rounds}`);
  }
  const memory = servers.find(({ name }) => name === 'ours')?.memory() ?? Number.NaN;
  await Promise.all(servers.map((server) => server.stop()));
  return { loads: new Map([...samples].map(([key, each]) => [key, middle(each)])), memory };
}

function middle(samples: readonly Load[]): Load {
  return { rate: median(samples.map(({ rate }) => rate)), p99: median(samples.map(({ p99 }) => p99)) };
}

/** How many times longer each work takes with a million tasks than with ten thousand. */
async function measureGrowth(): Promise<Map<WorkName, number>> {
  const few = await startServer('ours', join(folder, 'few'), 10_000);
  const many = await startServer('ours', join(folder, 'many'), 1_000_000);
  const factors = new Map<WorkName, number>();
  for (const work of works) {
    const rateOf = async (server: Server): Promise<number> =>
      (await load(server.url, workOf(work, server.ids.slice(-1000)), connections, seconds, folder)).rate;
    const ratios: number[] = [];
    for (let round = 0; round < rounds; round += 1) ratios.push((await rateOf(few)) / (await rateOf(many)));
    factors.set(work, median(ratios));
  }
  await Promise.all([few.stop(), many.stop()]);
  return factors;
}

function report(loads: Map<Key, Load>, memory: number, growth: Map<WorkName, number> | undefined): string {
  const limits: Record<WorkName, readonly [flask: number, bare: number]> = {
    'GET one task': [15, 0.6],
    'list 50 of 10,000': [6, 0.5],
    POST: [15, 0.75],
  };
  const rows = works.map((work) => {
    const of = (name: ServerName): Load =>
      loads.get(`${work} ${name}`) ?? { rate: Number.NaN, p99: Number.NaN };
    const [ours, flask, bare] = [of('ours'), of('flask'), of('bare')];
    const times = `${(ours.rate / flask.rate).toFixed(1)} (at least ${limits[work][0]})`;
    const share = `${(ours.rate / bare.rate).toFixed(2)} (at least ${limits[work][1]})`;
    const grown = growth === undefined ? 'not measured' : `${growth.get(work)?.toFixed(2)} (at most 1.5)`;
    return `| ${work} | ${ours.rate.toFixed(0)}/s | ${ours.p99.toFixed(1)} ms | ${flask.rate.toFixed(0)}/s | ${times} | ${bare.rate.toFixed(0)}/s | ${share} | ${grown} |`;
  });
  return `# Benchmarks of the Task API

Made by \`node bench/tasks.ts\`, which writes this file. Node ${process.version}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${new Date().toISOString().slice(0, 10)}.
${connections} connections; medians of ${rounds} rounds of ${seconds} s, the three servers in turns. Our 201 is sent after the fsync; the others keep tasks in memory.

| What | Ours | p99 | Flask’s development server | Times as fast | Bare \`node:http\` and a Map | Share of it | A million tasks against 10,000 |
|---|--:|--:|--:|--:|--:|--:|--:|
${rows.join('\n')}

Resident memory of ours after all of it: ${memory.toFixed(0)} MB.
`;
}
