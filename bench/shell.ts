import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildEvent, follow, startBuild } from '@pipeline-lab/engine/builds';
import { command, repositoryWith } from './builds.ts';

export interface ShellFigures {
  /** Milliseconds of 200 steps `sh 'true'`, and of the same 200 processes from a bare loop. */
  readonly steps: { readonly plab: number; readonly bare: number };
  /** Milliseconds of a step that prints 1 GB, and of the same program with `cat` to a file behind it. */
  readonly output: { readonly plab: number; readonly cat: number };
  /** Greatest memory (bytes) of the build's process while it took that output. */
  readonly memory: number;
}

const count = 200;
const print = 'yes "a line of output as a compiler may print it, again and again" | head -c 1000000000';

/** Measures what a step costs over the process that it starts, and a step with much output. */
export async function measureShell(): Promise<ShellFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'plab-bench-'));
  try {
    const source = jenkinsfile(`script { for (int i = 0; i < ${count}; i++) { sh 'true' } }`);
    const spawns = repositoryWith(join(folder, 'spawns'), source);
    const bare = [];
    const plab = [];
    // The first one fills the caches.
    commandTime(spawns, folder);
    for (let round = 0; round < 3; round += 1) {
      bare.push(await bareLoop(folder));
      plab.push(commandTime(spawns, folder));
    }
    const much = repositoryWith(join(folder, 'much'), jenkinsfile(`sh '''#!/bin/sh\n${print}'''`));
    const cat = await catTime(join(folder, 'output'));
    const { ms, memory } = await stageTime(much, folder);
    return { steps: { plab: Math.min(...plab), bare: Math.min(...bare) }, output: { plab: ms, cat }, memory };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function jenkinsfile(steps: string): string {
  return `pipeline {\n agent any\n stages { stage('A') { steps { ${steps} } } }\n}\n`;
}

/** Milliseconds of the stage when `./plab run` runs it. */
function commandTime(repository: string, state: string): number {
  execFileSync(command, ['run', '--format', 'plain'], {
    cwd: repository,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, XDG_STATE_HOME: state },
  });
  const builds = join(state, 'plab', 'builds', 'spawns');
  const last = Math.max(...readdirSync(builds).map(Number).filter(Number.isInteger));
  const lines = readFileSync(join(builds, String(last), 'events.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const ms = lines.map((line) => stageMs(JSON.parse(line) as BuildEvent)).find((each) => each !== undefined);
  if (ms === undefined) throw new Error('the build did not finish its stage');
  return ms;
}

async function stageTime(repository: string, state: string): Promise<{ ms: number; memory: number }> {
  const build = await startBuild({
    job: 'bench',
    jenkinsfile: 'Jenkinsfile',
    repository,
    commit: 'HEAD',
    stateDir: join(state, 'state'),
    env: { PATH: process.env['PATH'] ?? '' },
  });
  let memory = 0;
  let ms = 0;
  for await (const event of follow(build)) {
    memory = Math.max(memory, peakOf(build.pid ?? 0));
    ms = stageMs(event) ?? ms;
  }
  return { ms, memory };
}

function stageMs(event: BuildEvent): number | undefined {
  return event.type === 'stage.finished' && event.stage === 'A' ? event.ms : undefined;
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

async function bareLoop(folder: string): Promise<number> {
  const script = join(folder, 'script.sh');
  writeFileSync(script, 'true');
  const began = performance.now();
  for (let turn = 0; turn < count; turn += 1) {
    const child = spawn('sh', ['-xe', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.resume();
    child.stderr.resume();
    await once(child, 'close');
  }
  return performance.now() - began;
}

async function catTime(path: string): Promise<number> {
  const began = performance.now();
  const child = spawn('sh', ['-c', `(${print}) | cat >"$0"`, path], { stdio: 'ignore' });
  await once(child, 'close');
  return performance.now() - began;
}

if (import.meta.main) console.log(await measureShell());
