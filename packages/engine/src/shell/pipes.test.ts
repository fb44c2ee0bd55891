import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createPipes } from './pipes.ts';

test('draining a pipe ends, also when somebody writes faster than it is read', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'plab-pipes-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  using pipes = createPipes(join(folder, 'pipes'));
  let read = 0;
  const first = Promise.withResolvers<void>();
  const pipe = pipes.open((chunk) => {
    read += chunk.length;
    first.resolve();
    // As slow as a full journal; ends the writer should draining wait for that.
    const until = performance.now() + 1;
    while (performance.now() < until);
    if (read > 16_000_000) writer.kill();
  });
  const writer = spawn('yes', [], { stdio: ['ignore', pipe.writeEnd, 'ignore'] });
  pipe.handedOver();
  await first.promise;
  assert.equal(pipe.drain(), false);
  assert.ok(read < 16_000_000, `${read} bytes were read in one go`);
  writer.kill();
  await pipe.end;
});
