import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchLab } from './lab.ts';

/** Milliseconds from the command `rollback` to the first answer of the old release; the least of several. */
export interface RollbackFigures {
  /** The old release still runs. */
  readonly warm: number;
  /** It has to be started. */
  readonly cold: number;
}

const turns = 3;

/** Goes back and forth between two builds. */
export async function measureRollback(lab: BenchLab): Promise<RollbackFigures> {
  for (const build of ['back-1', 'back-2'])
    await lab.plab(['build', '--tag', `task-api:${build}`, '--build-arg', `BUILD_NUMBER=${build}`]);
  const file = join(lab.repository, 'deploy.yml');
  const usual = readFileSync(file, 'utf8');
  const cold = await leastOf(lab);
  writeFileSync(file, `${usual}warm: true\n`);
  const warm = await leastOf(lab);
  writeFileSync(file, usual);
  return { warm, cold };
}

async function leastOf(lab: BenchLab): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    for (const build of ['back-1', 'back-2'])
      await lab.plab(['deploy', 'production', '--image', `task-api:${build}`]);
    times.push(await once(lab));
  }
  return Math.min(...times);
}

async function once(lab: BenchLab): Promise<number> {
  const began = performance.now();
  const ended = lab.plab(['rollback']);
  while ((await buildServed(lab.url)) !== 'back-1') await sleep(2);
  const taken = performance.now() - began;
  await ended;
  return taken;
}

async function buildServed(url: string): Promise<unknown> {
  const answer = (await (await fetch(`${url}/health`)).json()) as Readonly<Record<string, unknown>>;
  return answer['build_number'];
}
