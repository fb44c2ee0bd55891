import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { connectEngine, ensureNodeBase, extraCertificates } from '@pipeline-lab/image';
import { type BenchLab, benchPort } from './lab.ts';

const original = fileURLToPath(new URL('original.sh', import.meta.url));

export interface RoadFigures {
  /** Milliseconds from the command to the switch, tests included, and to its end. */
  readonly switched: number;
  readonly ended: number;
  /** Milliseconds of the original's method, from the build on. */
  readonly original: number;
  readonly bytes: number;
  readonly originalBytes: number;
}

/** A change of one line, by `up` and by the original's method, to the same host. Both are warm. */
export async function measureRoad(lab: BenchLab): Promise<RoadFigures> {
  await runOriginal(lab);
  lab.change();
  let switched = 0;
  let bytes = 0;
  const ended = await lab.plab(['up', '--port', String(benchPort)], (said, ms) => {
    if (switched === 0 && /production +switch +\d/.test(said)) switched = ms;
    bytes = shippedBytes(said) ?? bytes;
  });
  lab.change();
  return { switched, ended, bytes, ...(await runOriginal(lab)) };
}

async function runOriginal(lab: BenchLab): Promise<{ original: number; originalBytes: number }> {
  const engine = await connectEngine(process.env);
  const options = { say: () => undefined, signal: new AbortController().signal, stateDir: lab.repository };
  const base = await ensureNodeBase(engine, options);
  const env = { ...process.env, EXTRA_CA: extraCertificates() };
  const began = performance.now();
  const args = [lab.sshConfig, 'production', 'bench-original:latest', base];
  const said = execFileSync(original, args, { cwd: lab.repository, env }).toString();
  return { original: performance.now() - began, originalBytes: Number(said.trim()) };
}

/** From the summary: `Shipped  32.0 kB shipped, …`. */
function shippedBytes(said: string): number | undefined {
  const [, value, unit] = /Shipped +([\d.]+) (B|kB|MB) shipped/.exec(said) ?? [];
  return value === undefined
    ? undefined
    : Number(value) * { B: 1, kB: 1e3, MB: 1e6 }[unit as 'B' | 'kB' | 'MB'];
}
