import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('../plab', import.meta.url));
const rounds = 40;

export interface StartFigures {
  /** Median milliseconds of each. */
  readonly plab: number;
  readonly node: number;
}

/** Times `./plab --version`, shell script and all, against `node -e 0` with the Node that it runs, in turns. */
export function measureStart(): StartFigures {
  const times: Record<keyof StartFigures, number[]> = { plab: [], node: [] };
  for (let round = -2; round < rounds; round += 1) {
    const plab = time(command, ['--version']);
    const node = time(process.execPath, ['-e', '0']);
    // The first rounds fill the caches.
    if (round < 0) continue;
    times.plab.push(plab);
    times.node.push(node);
  }
  return { plab: median(times.plab), node: median(times.node) };
}

export function time(command: string, args: readonly string[]): number {
  const began = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
  return performance.now() - began;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
