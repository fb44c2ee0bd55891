import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createGuard } from './guard.ts';
import { createPipes } from './pipes.ts';
import { runGroup } from './process-group.ts';

/** Runs a shell script and aborts it once it has printed `ready`. */
async function aborted(
  script: string,
  graceMs: number,
  force: AbortSignal = new AbortController().signal,
): Promise<string> {
  const stop = new AbortController();
  let said = '';
  const take = (chunk: Buffer): void => {
    said += chunk.toString();
    if (said.includes('ready')) stop.abort();
  };
  const folder = await mkdtemp(join(tmpdir(), 'plab-pipes-'));
  using pipes = createPipes(folder);
  await runGroup(
    {
      argv: ['sh', '-c', script],
      cwd: '.',
      env: { PATH: process.env['PATH'] ?? '' },
      onStdout: take,
      onEnd: () => undefined,
    },
    pipes,
    { signal: stop.signal, force, graceMs, guard: createGuard(graceMs) },
  );
  return said;
}

test('what a script started may finish its work after an abort, though the script itself has ended', async () => {
  const child = `trap 'sleep 0.3; echo put right; exit 0' TERM; echo ready; while :; do sleep 0.05; done`;
  assert.match(await aborted(`sh -c "${child}"; echo never`, 20_000), /put right/);
});

test('what does not end in time is killed', async () => {
  const said = await aborted(`trap '' TERM; echo ready; while :; do sleep 0.05; done`, 200);
  assert.equal(said, 'ready\n');
});

test('by force nothing is waited for', async () => {
  const began = performance.now();
  await aborted(`trap '' TERM; echo ready; while :; do sleep 0.05; done`, 60_000, AbortSignal.timeout(500));
  assert.ok(performance.now() - began < 30_000);
});

test('a program that the system does not start leaves no pipe open', async () => {
  await assert.rejects(aborted(`: ${'x'.repeat(3_000_000)}`, 0), {
    code: 'PLAB_STEP_FAILED',
    message: 'sh cannot be started: E2BIG',
    hint: /put what is long into a file/,
  });
});
