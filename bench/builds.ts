import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const command: string = fileURLToPath(new URL('../plab', import.meta.url));

export interface BuildFigures {
  /** Median milliseconds of a pipeline of five empty stages, from the command to its end. */
  readonly pipeline: number;
  /** Median milliseconds of `node -e 0`. */
  readonly node: number;
  /** Greatest memory (bytes) of the process of a build: a matrix of 400 cells, with few and with many steps in each. */
  readonly memory: { readonly few: number; readonly many: number };
}

/** Measures builds that do nothing: what is left is what the tool itself takes. */
export async function measureBuilds(rounds = 15): Promise<BuildFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'plab-bench-'));
  try {
    const times = startTimes(repositoryWith(join(folder, 'five'), fiveStages), folder, rounds);
    const few = await peakMemory(repositoryWith(join(folder, 'few'), matrix(100)), folder);
    const many = await peakMemory(repositoryWith(join(folder, 'many'), matrix(400)), folder);
    return { ...times, memory: { few, many } };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const fiveStages = `pipeline {
  agent any
  stages {
${['A', 'B', 'C', 'D', 'E'].map((name) => `    stage('${name}') { steps { echo '${name}' } }`).join('\n')}
  }
}
`;

/** 20 times 20 cells. */
function matrix(steps: number): string {
  const values = Array.from({ length: 20 }, (_, index) => `'${index}'`).join(', ');
  const axis = (name: string): string => `axis {\n name '${name}'\n values ${values} }`;
  return `pipeline {
  agent any
  stages { stage('M') { matrix {
    axes { ${axis('A')}\n ${axis('B')} }
    stages { stage('in') { steps { script { for (int i = 0; i < ${steps}; i++) { echo "$A $B $i" } } } } }
  } } }
}
`;
}

export function repositoryWith(folder: string, jenkinsfile: string): string {
  mkdirSync(folder);
  writeFileSync(join(folder, 'Jenkinsfile'), jenkinsfile);
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=b', '-c', 'user.email=b@b', ...args]);
  git('init', '--quiet');
  git('add', '-A');
  git('commit', '--quiet', '-m', 'bench');
  return folder;
}

function startTimes(
  repository: string,
  state: string,
  rounds: number,
): Pick<BuildFigures, 'pipeline' | 'node'> {
  const times = { pipeline: [] as number[], node: [] as number[] };
  for (let round = -2; round < rounds; round += 1) {
    const pipeline = time(command, ['run', '--format', 'plain'], repository, state);
    const node = time(process.execPath, ['-e', '0'], repository, state);
    // The first rounds fill the caches.
    if (round < 0) continue;
    times.pipeline.push(pipeline);
    times.node.push(node);
  }
  return { pipeline: median(times.pipeline), node: median(times.node) };
}

function time(program: string, args: readonly string[], cwd: string, state: string): number {
  const began = performance.now();
  const { status } = spawnSync(program, args, {
    cwd,
    stdio: 'ignore',
    env: { ...process.env, XDG_STATE_HOME: state },
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`);
  return performance.now() - began;
}

/** The kernel's high-water mark of the process that runs a build. */
async function peakMemory(repository: string, state: string): Promise<number> {
  const child = spawn(command, ['run', '--format', 'json'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Without a limit the collector lets the heap grow before it looks for what is finished.
    env: { ...process.env, XDG_STATE_HOME: state, NODE_OPTIONS: '--max-old-space-size=96' },
  });
  let pid: number | undefined;
  let peak = 0;
  let last = '';
  for await (const chunk of child.stdout) {
    pid ??= pidOfBuild(join(state, 'plab', 'builds', repository.split('/').at(-1) ?? '', '1'));
    peak = Math.max(peak, highWater(pid));
    last = (last + String(chunk)).slice(-400);
  }
  if (!last.includes('"result":"SUCCESS"')) throw new Error(`the build did not succeed: ${last}`);
  if (peak === 0) throw new Error('the memory of the process of the build was never seen');
  return peak;
}

function pidOfBuild(folder: string): number {
  return Number.parseInt(readFileSync(join(folder, 'pid'), 'utf8'), 10);
}

function highWater(pid: number): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    // It has ended.
    return 0;
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

if (import.meta.main) {
  const { pipeline, node, memory } = await measureBuilds();
  const ratio = (one: number, other: number): string => (one / other).toFixed(2);
  console.log(
    `five empty stages: ${pipeline.toFixed(0)} ms, ${ratio(pipeline, node)} times node -e 0 (${node.toFixed(0)} ms)`,
  );
  console.log(
    `400 cells: ${(memory.few / 2 ** 20).toFixed(0)} MiB with 100 steps each, ${(memory.many / 2 ** 20).toFixed(0)} MiB with 400: ${ratio(memory.many, memory.few)} times`,
  );
}
