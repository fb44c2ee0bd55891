import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { openChannel, programsIn, type ShellChannel } from '../../test/shell-channel.ts';
import { editOf } from '../proxy/edit.ts';
import { replaceWith } from '../proxy/replace.ts';
import type { Connection } from './connection.ts';

const line = (name: string): string => `# ${name} ${'x'.repeat(60)}`;
const before = ['global', line('old'), '  daemon', line('same'), ''].join('\n');
const after = ['global', line('it’s \\1 "new" & $HOME'), '  daemon', line('same'), ''].join('\n');
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
let place: string;
let file: string;
let programs: string;
let proxy: Server;
let channel: ShellChannel;
/** What the host was asked, by its first words. */
let asked: string[];

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'plab-proxy-'));
  file = join(place, 'haproxy.cfg');
  asked = [];
  await writeFile(file, before);
  programs = await programsIn(join(place, 'bin'), []);
  // Takes every configuration but one.
  await program(
    'haproxy',
    'while [ $# -gt 1 ]; do shift; done; ! grep -q refused "$1" || { echo refused; exit 7; }',
  );
  proxy = createServer((socket) => void socket.on('data', () => socket.end('\n')));
  await new Promise<void>((resolve) => void proxy.listen(join(place, 'proxy.sock'), resolve));
  channel = await openChannel(join(place, 'state'), { env: { PATH: `${programs}:${process.env['PATH']}` } });
});

afterEach(async () => {
  await channel.close();
  proxy.close();
  await rm(place, { recursive: true, force: true });
});

/** Takes the place of a program of the host. */
async function program(name: string, text: string): Promise<void> {
  await writeFile(join(programs, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

function connection(): Connection {
  const run = async (argv: readonly string[]): Promise<string> => {
    asked.push(`${argv[0]} ${argv[3]}`);
    return await channel.ask(argv);
  };
  return { run } as Partial<Connection> as Connection;
}

async function replace(how: 'replace' | 'confirm', text = after): Promise<string> {
  return await replaceWith(connection(), how, {
    file,
    from: hashOf(before),
    text,
    edit: editOf(before, text),
  });
}

async function arm(): Promise<void> {
  await channel.ask(['arm', join(place, 'proxy.sock'), 'go back', '}', '30', file]);
}

const done = { replace: 'replaced', confirm: 'confirmed' } as const;

for (const how of ['replace', 'confirm'] as const)
  describe(`${how} of the proxy’s file`, () => {
    beforeEach(async () => {
      if (how === 'confirm') await arm();
    });

    const isWhole = async (text = after): Promise<void> => {
      assert.equal(await readFile(file, 'utf8'), text);
      assert.ok(!(await readdir(place)).includes('haproxy.cfg.new'));
    };

    test('takes the lines that changed alone', async () => {
      assert.equal(await replace(how), done[how]);
      assert.deepEqual(asked, [`${how} edit`]);
      await isWhole();
    });

    test('says when the file is another one by now', async () => {
      await writeFile(file, `${before}# somebody else’s\n`);
      assert.equal(await replace(how), 'changed');
      await isWhole(`${before}# somebody else’s\n`);
    });

    for (const [what, sed] of [
      ['makes something else of them', 'cat >/dev/null; echo other'],
      ['fails', 'echo "sed: -f: unknown option" >&2; exit 1'],
      ['is not there', 'exec /nowhere/sed'],
      ['does not know all of them', 'exec /usr/bin/sed -n "$@"'],
    ] as const)
      test(`takes the whole text when sed ${what}`, async () => {
        await program('sed', sed);
        assert.equal(await replace(how), done[how]);
        assert.deepEqual(asked, [`${how} edit`, `${how} text`]);
        await isWhole();
      });

    test('says with which code the proxy refused it, and leaves the file as it was', async () => {
      const refused = after.replace('daemon', 'refused');
      await assert.rejects(replace(how, refused), { message: /^code 7: refused$/m });
      assert.deepEqual(asked, [`${how} edit`]);
      assert.equal(await readFile(file, 'utf8'), before);
    });
  });

test('no process has the lines that change among its arguments', async () => {
  const seen = join(place, 'seen');
  await program('sed', `cat /proc/$$/cmdline >"${seen}"; exec /usr/bin/sed "$@"`);
  assert.equal(await replace('replace'), 'replaced');
  const own = (await readFile(seen, 'utf8')).split('\0');
  assert.ok(own.includes('/dev/stdin'), own.join(' '));
  assert.ok(!own.some((text) => text.includes('it’s')));
});
