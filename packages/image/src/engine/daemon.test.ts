import assert from 'node:assert/strict';
import { get } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { startDaemon } from './daemon.ts';

let folder: string;
const { signal } = new AbortController();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plab-daemon-'));
});

after(async () => {
  await rm(folder, { recursive: true });
});

async function ask(socketPath: string): Promise<string> {
  const [response] = (await once(get({ socketPath }), 'response')) as [IncomingMessage];
  return await text(response);
}

test('waits until the daemon listens and answers, even over the socket file of a dead one', async () => {
  const socket = join(folder, 'a.sock');
  await writeFile(socket, '');
  const program = `
    require('node:fs').rmSync(process.argv[1]);
    console.log('hello');
    require('node:http').createServer((_, response) => {
      response.end(String(process.pid), () => process.exit());
    }).listen(process.argv[1]);`;
  const pid = await startDaemon({
    command: process.execPath,
    args: ['-e', program, socket],
    socket,
    logFile: join(folder, 'deep/a.log'),
    ask: () => ask(socket),
    signal,
  });
  assert.ok(Number(pid) > 0);
  assert.equal(await readFile(join(folder, 'deep/a.log'), 'utf8'), 'hello\n');
});

test('a daemon that ends is an error with the end of its log', async () => {
  const socket = join(folder, 'b.sock');
  const args = ['-e', 'console.error("no iptables here"); process.exit(3)'];
  const started = startDaemon({
    command: process.execPath,
    args,
    socket,
    logFile: join(folder, 'b.log'),
    ask: () => ask(socket),
    signal,
  });
  await assert.rejects(started, {
    code: 'PLAB_ENGINE_START',
    message: /exit code 3\nno iptables here/,
    hint: /b\.log/,
  });
});

test('a program that does not exist is an error', async () => {
  const socket = join(folder, 'c.sock');
  const started = startDaemon({
    command: join(folder, 'nothing'),
    args: [],
    socket,
    logFile: join(folder, 'c.log'),
    ask: () => ask(socket),
    signal,
  });
  await assert.rejects(started, { code: 'PLAB_ENGINE_START', message: /ENOENT/ });
});
