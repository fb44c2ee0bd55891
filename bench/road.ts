import { execFileSync } from 'node:child_process';
import { connectEngine, ensureNodeBase, extraCertificates } from '@pipeline-lab/image';
import { runOriginal } from './deploy/original.ts';
import { type BenchLab, benchPort } from './lab.ts';

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
  await originalRoad(lab);
  lab.change();
  let switched = 0;
  let bytes = 0;
  const ended = await lab.plab(['up', '--port', String(benchPort)], (said, ms) => {
    if (switched === 0 && /production +switch +\d/.test(said)) switched = ms;
    bytes = shippedBytes(said) ?? bytes;
  });
  lab.change();
  return { switched, ended, bytes, ...(await originalRoad(lab)) };
}

/** From a changed file on, with the original's build of the image. */
async function originalRoad(lab: BenchLab): Promise<{ original: number; originalBytes: number }> {
  const engine = await connectEngine(process.env);
  const options = { say: () => undefined, signal: new AbortController().signal, stateDir: lab.repository };
  const base = await ensureNodeBase(engine, options);
  const image = 'bench-original:latest';
  const began = performance.now();
  const from = ['-f', 'apps/task-api/Dockerfile', '--build-arg', `BASE_IMAGE=${base}`];
  const own = ['--build-arg', `EXTRA_CA=${extraCertificates()}`, '-t', image];
  execFileSync('docker', ['build', '-q', ...from, ...own, '.'], { cwd: lab.repository });
  const { bytes } = await runOriginal(lab.sshConfig, 'production', image, 5000);
  return { original: performance.now() - began, originalBytes: bytes };
}

/** From the summary: `Shipped  32.0 kB shipped, …`. */
function shippedBytes(said: string): number | undefined {
  const [, value, unit] = /Shipped +([\d.]+) (B|kB|MB) shipped/.exec(said) ?? [];
  return value === undefined
    ? undefined
    : Number(value) * { B: 1, kB: 1e3, MB: 1e6 }[unit as 'B' | 'kB' | 'MB'];
}
