import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isAlive, noteProcess, processNow, processOf, signalProcess } from './process.ts';

test('a process is known by its number and its start; no process is never alive', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plab-process-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  assert.deepEqual(await processOf(folder), { pid: undefined });
  assert.equal(isAlive({ pid: undefined }), false);
  const child = spawn('sleep', ['300']);
  const ended = once(child, 'exit');
  t.after(() => child.kill());
  await noteProcess(folder, processNow(child.pid));
  const noted = await processOf(folder);
  assert.deepEqual([noted.pid, isAlive(noted)], [child.pid, true]);
  const earlier = { ...noted, pidStart: 'another' };
  assert.equal(isAlive(earlier), false, 'the number belongs to another process by now');
  signalProcess(earlier, 'SIGKILL');
  assert.equal(isAlive(noted), true, 'which gets no signal');
  signalProcess(noted, 'SIGTERM');
  await ended;
  assert.equal(isAlive(noted), false);
});
