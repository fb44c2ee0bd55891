import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { acceptSsh, inside, refuseSsh } from '@pipeline-lab/lab';
import { createLab, type TestLab } from './lab.ts';
import { type Answer, mainFile, plab } from './plab.ts';

const makeKey =
  "rm /etc/ssh/ssh_host_ed25519_key && ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key";

describe('the key of a host', () => {
  let lab: TestLab;
  let folder = '';
  let environment: Record<string, string> = {};

  before(async () => {
    lab = await createLab();
    folder = await mkdtemp(join(tmpdir(), 'plab-keys-'));
    await writeFile(
      join(folder, 'deploy.yml'),
      'app: keyed\ndestinations: { production: { hosts: [production] } }\n',
    );
    // The lab's configuration without what it has pinned.
    const config = await readFile(join(lab.stateDir, 'lab/production/ssh_config'), 'utf8');
    const file = join(folder, 'ssh_config');
    const kept = config.split('\n').filter((line) => !/KnownHostsFile|StrictHostKey/.test(line));
    await writeFile(file, [...kept, `  UserKnownHostsFile ${join(folder, 'of-the-user')}`, ''].join('\n'));
    environment = { PLAB_SSH_CONFIG: file };
  });
  after(async () => {
    await lab.destroy();
    await rm(folder, { recursive: true });
  });

  const run = async (...args: string[]): Promise<Answer> => await plab(folder, args, environment);
  const pinnedFile = (): string => join(folder, '.plab', 'known_hosts');
  const keyFile = (): string => join(lab.stateDir, 'lab/production/host_ed25519.pub');
  const fingerprintOf = (file: string): string =>
    execFileSync('ssh-keygen', ['-l', '-f', file]).toString().split(' ')[1] ?? '';

  test('that nobody has pinned is shown, and nothing is done', async () => {
    const { code, stderr } = await run('status');
    assert.equal(code, 1);
    assert.ok(stderr.includes(`not known yet: ED25519 ${fingerprintOf(keyFile())}`), stderr);
    assert.match(stderr, /code: PLAB_HOST_KEY_UNKNOWN/);
    const other = await run('host', 'setup', 'production', '--check', '--accept-host-key', 'SHA256:another');
    assert.match(other.stderr, /code: PLAB_HOST_KEY_UNKNOWN/);
    assert.ok(!existsSync(pinnedFile()));
  });

  test('is pinned beside the project when a person at a terminal says yes, and not when no', async () => {
    const no = await atTerminal('n\n');
    assert.match(no, /met for the first time\. Its ED25519 key has the fingerprint\s+SHA256:/);
    assert.ok(!existsSync(pinnedFile()));
    const yes = await atTerminal('y\n');
    assert.match(yes, /pinned the key of production, SHA256:/);
    assert.match(await readFile(pinnedFile(), 'utf8'), /^plab-lab-production ssh-ed25519 \S+\n$/);
    await rm(pinnedFile());
  });

  /** What a check in a terminal of its own prints when that is typed at the question. */
  async function atTerminal(typed: string): Promise<string> {
    const command = `exec "${process.execPath}" "${mainFile}" host setup production --check`;
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      cwd: folder,
      env: { ...process.env, ...environment, XDG_STATE_HOME: join(folder, '.state'), TERM: 'xterm' },
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const asked = said.includes('[y/N]');
      said += chunk.toString();
      if (!asked && said.includes('[y/N]')) child.stdin.write(typed);
    });
    await new Promise((resolve) => child.once('close', resolve));
    return said;
  }

  test('is pinned off a terminal when its fingerprint was given', async () => {
    const { stderr } = await run(
      'host',
      'setup',
      'production',
      '--check',
      '--accept-host-key',
      fingerprintOf(keyFile()),
    );
    assert.match(stderr, /pinned the key of production/);
    const status = await run('status');
    assert.equal(status.code, 0, status.stderr);
  });

  test('that has changed stops everything, with both fingerprints and the place', async () => {
    const pinned = fingerprintOf(keyFile());
    const { docker } = lab.engine;
    await inside(docker, lab.host, makeKey);
    await refuseSsh(docker, lab.host);
    await acceptSsh(docker, lab.host);
    const shown = await inside(docker, lab.host, 'ssh-keygen -l -f /etc/ssh/ssh_host_ed25519_key');
    const fingerprint = /SHA256:\S+/.exec(shown)?.[0] ?? 'none';
    assert.notEqual(fingerprint, pinned);
    for (const args of [
      ['status'],
      ['host', 'setup', 'production', '--check', '--accept-host-key', fingerprint],
    ]) {
      const { code, stderr } = await run(...args);
      assert.equal(code, 1);
      assert.ok(stderr.includes(`pinned  ED25519 ${pinned}  (${pinnedFile()}:1)`), stderr);
      assert.ok(stderr.includes(`shown   ED25519 ${fingerprint}`), stderr);
      assert.match(stderr, /remove its pinned line.*code: PLAB_HOST_KEY_CHANGED/s);
    }
  });
});
