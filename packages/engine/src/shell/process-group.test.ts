import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createPipes } from './pipes.ts';
import { runGroup } from './process-group.ts';

/** Runs a shell script and aborts it once it has printed `ready`. */
async function aborted(script: string, graceMs: number): Promise<string> {
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
    stop.signal,
    graceMs,
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
