import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import Docker from 'dockerode';
import { bootstrap } from '../src/base/debian.ts';
import { connectEngine } from '../src/index.ts';

const { signal } = new AbortController();
const path = process.env['PATH'];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plab-base-'));
});

afterEach(async () => {
  process.env['PATH'] = path;
  await rm(folder, { recursive: true, force: true });
});

test('an engine that hangs up in the middle is an error, and leaves nothing that waits', async () => {
  await inPlaceOfMmdebstrap('exec yes "no end of it"');
  const taken = createServer((socket: Socket) =>
    socket.on('error', () => undefined).once('data', () => socket.destroy()),
  );
  const socketPath = join(folder, 'docker.sock');
  await new Promise<void>((listening) => taken.listen(socketPath, listening));
  try {
    const engine = { ...(await connectEngine(process.env)), docker: new Docker({ socketPath }) };
    await assert.rejects(bootstrap(engine, options(), 'sid'), /ECONNRESET|EPIPE|hang up/);
  } finally {
    taken.close();
  }
});

test('a mmdebstrap that fails says why', async () => {
  await inPlaceOfMmdebstrap('echo "E: no mirror" >&2; exit 25');
  const engine = await connectEngine(process.env);
  await assert.rejects(bootstrap(engine, options(), 'sid'), /mmdebstrap ended with code 25: E: no mirror/);
});

test('who interrupts it leaves nothing that waits', async () => {
  await inPlaceOfMmdebstrap('sleep 100 & trap "" TERM; wait');
  const engine = await connectEngine(process.env);
  const interruption = new AbortController();
  setTimeout(() => interruption.abort(), 300);
  const made = bootstrap(engine, { ...options(), signal: interruption.signal }, 'sid');
  await assert.rejects(made, { name: 'AbortError' });
});

const options = (): Parameters<typeof bootstrap>[1] => ({ say: () => undefined, signal, stateDir: folder });

async function inPlaceOfMmdebstrap(script: string): Promise<void> {
  const file = join(folder, 'mmdebstrap');
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  process.env['PATH'] = `${folder}:${path}`;
}
