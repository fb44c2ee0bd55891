import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { programsIn } from '../../test/shell-channel.ts';
import type { Host } from '../host/host.ts';
import { channelScript } from './channel-script.ts';
import { channelProgram, commandsOver, openChannel } from './channel.ts';
import { loaderScript } from './loader-script.ts';
import { quoteLine } from './quote.ts';
import { StreamReader } from './stream-reader.ts';

const { signal } = new AbortController();
const host: Host = { name: 'production', target: 'production' };
/** Bytes of the line that has the program. */
const whole = Buffer.byteLength(quoteLine([channelScript])) + 1;
let place: string;
let state: string;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'plab-loader-'));
  state = join(place, 'state');
});

afterEach(async () => await rm(place, { recursive: true, force: true }));

/** Opens a channel as ssh does, has it answer once, and gives how many bytes it took to be ready. */
async function bytesToOpen({
  PATH = process.env['PATH'],
}: {
  PATH?: string | undefined;
} = {}): Promise<number> {
  const of = [state, 'lock', 'me', 'token', channelProgram];
  const child = spawn('/bin/sh', ['-c', loaderScript, 'sh', ...of], { env: { PATH } });
  const streams = { input: child.stdin, reader: new StreamReader(child.stdout, signal) };
  try {
    await openChannel(streams, host, signal);
    const { bytesWritten } = child.stdin as Socket;
    const { ask, idle } = commandsOver(streams, host);
    const answers = Promise.all([ask(['beat']), ask(['beat'])]);
    child.stdin.end();
    await idle();
    assert.equal(await streams.reader.line(), 'bye');
    assert.deepEqual(await answers, ['expired', 'expired']);
    return bytesWritten;
  } finally {
    child.stdin.end();
    if (child.exitCode === null) await once(child, 'close');
  }
}

describe('the program of the channel', () => {
  test('goes to a host once', async () => {
    assert.equal(await bytesToOpen(), whole);
    assert.equal(await readFile(join(state, 'program'), 'utf8'), channelScript);
    assert.equal(await bytesToOpen(), 0);
  });

  for (const [what, kept] of [
    ['was cut short', channelScript.slice(0, -100)],
    ['was altered', channelScript.replace('umask 027', 'umask 000')],
    ['is of another version', 'echo "ready 0"'],
    ['is empty', ''],
  ] as const)
    test(`goes there again when the one that is kept ${what}, and is kept then`, async () => {
      await mkdir(state);
      await writeFile(join(state, 'program'), kept);
      assert.equal(await bytesToOpen(), whole);
      assert.equal(await bytesToOpen(), 0);
    });

  test('goes there each time when the host has no sha256sum', async () => {
    const programs = ['cat', 'flock', 'mkdir', 'mv', 'rm', 'tr', 'wc'];
    const PATH = await programsIn(join(place, 'bin'), programs);
    assert.equal(await bytesToOpen({ PATH }), whole);
    assert.equal(await bytesToOpen({ PATH }), whole);
  });

  test('goes there each time when it cannot be kept', async () => {
    await mkdir(join(state, 'program.new', 'taken'), { recursive: true });
    assert.equal(await bytesToOpen(), whole);
    assert.equal(await bytesToOpen(), whole);
  });

  test('leaves nothing that did not get its name', async () => {
    const programs = await programsIn(join(place, 'bin'), []);
    const mv = 'case $* in *program.new*) exit 1;; esac\nexec /usr/bin/mv "$@"\n';
    await writeFile(join(programs, 'mv'), `#!/bin/sh\n${mv}`, { mode: 0o755 });
    assert.equal(await bytesToOpen({ PATH: `${programs}:${process.env['PATH']}` }), whole);
    assert.deepEqual(
      (await readdir(state)).filter((name) => name.startsWith('program')),
      [],
    );
  });

  test('says when the folder of the state cannot be made', async () => {
    await writeFile(state, 'a file');
    await assert.rejects(bytesToOpen(), { code: 'PLAB_STATE_UNWRITABLE' });
  });
});
