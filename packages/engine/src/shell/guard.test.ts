import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

const dying = `
import { spawn } from 'node:child_process';
import { createGuard } from '${new URL('./guard.ts', import.meta.url).href}';
const guard = createGuard(2000);
const scripts = ["sleep 300", "trap '' TERM; echo; while :; do sleep 0.1; done", "sleep 300"];
const groups = scripts.map((script) => {
  const child = spawn('sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  guard.started(child.pid);
  return child;
});
guard.ended(groups[2].pid);
groups[1].stdout.once('data', () => {
  console.log(groups.map(({ pid }) => pid).join(' '));
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 100);
});
`;

function lives(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

const holding = `
import { execFileSync } from 'node:child_process';
import { containerLabel, createGuard } from '${new URL('./guard.ts', import.meta.url).href}';
const guard = createGuard(1000);
const label = process.argv.at(-1);
guard.holds(label + '-gone');
guard.holds(label);
guard.released(label + '-gone');
process.kill(process.pid, 'SIGKILL');
`;

test('the containers of a process that was killed are removed, and no others', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plab-guard-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const calls = join(folder, 'calls');
  await writeFile(calls, '');
  // Writes down how it was called, and finds one container.
  const docker = `#!/bin/sh\necho "$*" >>'${calls}'\n[ "$1" = ps ] && echo found\nexit 0\n`;
  await writeFile(join(folder, 'docker'), docker, { mode: 0o755 });
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  const child = spawn(process.execPath, ['--input-type=module', '--eval', holding, 'a-label'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  await once(child, 'exit');
  const said = async (): Promise<string[]> => (await readFile(calls, 'utf8')).trim().split('\n');
  while (!(await said()).some((line) => line.startsWith('rm'))) await pause(50);
  assert.deepEqual(await said(), ['ps -aq --filter label=plab.container=a-label', 'rm -fv found']);
});

test('what a process that was killed had started is ended, but not what it left to itself', async (t) => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', dying], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const [quick = 0, stubborn = 0, left = 0] = chunk.toString().split(' ').map(Number);
  t.after(() => process.kill(-left, 'SIGKILL'));
  await once(child, 'exit');
  // Ends with the test's own time limit if they live on.
  while (lives(quick) || lives(stubborn)) await pause(50);
  assert.ok(lives(left));
});
