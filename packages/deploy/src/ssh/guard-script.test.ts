import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { watch } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { openChannel, type ShellChannel } from '../../test/shell-channel.ts';
import { channelScript } from './channel-script.ts';
import { StreamReader } from './stream-reader.ts';

let folder: string;
/** What was sent to the proxy's socket. */
let heard: string[];
let proxy: ReturnType<typeof createServer>;
const { signal } = new AbortController();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plab-guard-'));
  heard = [];
  proxy = createServer((socket) => {
    socket.on('data', (data) => {
      heard.push(data.toString().trim());
      socket.end('\n');
    });
  }).listen(join(folder, 'proxy.sock'));
  await once(proxy, 'listening');
});

afterEach(async () => {
  proxy.close();
  await rm(folder, { recursive: true, force: true });
});

interface Channel extends Omit<ShellChannel, 'ask'> {
  ask(...argv: string[]): Promise<string>;
}

async function open(token = 'mine'): Promise<Channel> {
  const channel = await openChannel(join(folder, 'state'), { token });
  return { ...channel, ask: async (...argv) => (await channel.ask(argv)).trim() };
}

async function arm({ ask }: Channel, seconds: number): Promise<void> {
  const rest = JSON.stringify({ type: 'test', label: 'it’s "new"' }).slice(1);
  await ask('arm', join(folder, 'proxy.sock'), 'go back', rest, String(seconds), join(folder, 'haproxy.cfg'));
}

async function journal(): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, 'state', 'journal.jsonl'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Record<string, unknown>]));
}

/** The guard tells the proxy first, and writes that down in its own time. */
async function written(): Promise<void> {
  const watcher = watch(join(folder, 'state'));
  const changes = on(watcher, 'change');
  try {
    while ((await journal()).length === 0) await changes.next();
  } finally {
    watcher.close();
  }
}

describe('an armed host', () => {
  test('goes back at the end of its input, and writes it down', async () => {
    const channel = await open();
    await arm(channel, 30);
    assert.equal(await channel.ask('beat'), 'armed');
    await channel.close();
    assert.deepEqual(heard, ['go back']);
    const [line] = await journal();
    assert.equal(line?.['label'], 'it’s "new"');
    assert.match(String(line?.['error']), /went back by itself: the connection to the deployer ended/);
    assert.equal(typeof line?.['ms'], 'number');
    assert.ok(Math.abs(Date.parse(String(line?.['at'])) - Date.now()) < 60_000);
  });

  test('goes back when nothing is heard, and says so to a deployer that comes too late', async () => {
    const channel = await open();
    await arm(channel, 1);
    await once(proxy, 'connection');
    assert.equal(await channel.ask('disarm'), 'expired');
    await channel.close();
    assert.deepEqual(heard, ['go back']);
    await written();
    assert.equal((await journal()).length, 1);
  });

  test('stays when it is disarmed', async () => {
    const channel = await open();
    await arm(channel, 30);
    assert.equal(await channel.ask('disarm'), 'disarmed');
    assert.equal(await channel.ask('disarm'), 'expired');
    await channel.close();
    assert.deepEqual(heard, []);
    assert.deepEqual(await journal(), []);
  });

  test('goes back when the next deployment finds it armed, as after a restart of the host', async () => {
    const first = await open();
    await arm(first, 30);
    first.process.kill('SIGKILL');
    await once(first.process, 'close');
    const second = await open();
    assert.deepEqual(heard, ['go back']);
    assert.match(String((await journal())[0]?.['error']), /it was restarted/);
    await second.close();
  });

  test('has nothing left of a guard that went down with it, once the next deployment holds the lock', async () => {
    await (await open()).close();
    const left = ['missed-1', 'arming-1'].map((name) => join(folder, 'state', name));
    for (const file of left) await appendFile(file, '.');
    await (await open()).close();
    for (const file of left) await assert.rejects(readFile(file), { code: 'ENOENT' });
  });

  test('lets go of the lock, too, when nothing is heard for long', async () => {
    const channel = await open('silent');
    const ended = once(channel.process, 'close');
    await arm(channel, 1);
    await ended;
    assert.equal(channel.process.signalCode, 'SIGTERM');
    await (await open('next')).close();
    assert.deepEqual(heard, ['go back']);
  });

  test('keeps a deployer that is heard again after it has gone back', async () => {
    const channel = await open();
    await arm(channel, 2);
    await once(proxy, 'connection');
    for (let turn = 0; turn < 5; turn += 1) {
      assert.equal(await channel.ask('beat'), 'expired');
      await sleep(1000);
    }
    await channel.close();
    assert.equal(channel.process.exitCode, 0);
  });

  test('does not keep the lock once its connection has ended', async () => {
    const channel = await open();
    await arm(channel, 2);
    channel.process.kill('SIGKILL');
    await once(channel.process, 'close');
    await (await open()).close();
  });
});

describe('the lock', () => {
  test('is taken over from an attempt of the same deployment, whose connection the host believes to be open', async () => {
    const stale = await open();
    const ended = once(stale.process, 'close');
    const next = await open();
    await ended;
    assert.equal(stale.process.signalCode, 'SIGTERM');
    await next.close();
  });

  test('is not taken from another deployment', async () => {
    const holder = await open();
    const state = join(folder, 'state');
    const other = spawn('sh', ['-c', channelScript, 'sh', state, 'lock', 'you', 'another']);
    const reader = new StreamReader(other.stdout, signal);
    assert.equal(await reader.line(), 'locked me');
    await holder.close();
    await (await open('another')).close();
  });
});

test('a line of the journal that a crash cut short spoils no other one', async () => {
  const channel = await open();
  const file = join(folder, 'state', 'journal.jsonl');
  await channel.ask('note', file, '{"a":1}');
  await appendFile(file, '{"b":');
  await channel.ask('note', file, '{"c":"it’s"}');
  await channel.close();
  assert.deepEqual((await readFile(file, 'utf8')).split('\n'), ['{"a":1}', '{"b":', '{"c":"it’s"}', '']);
});
