import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import type { Engine } from '@pipeline-lab/image';
import { folderWith, mainFile, plab } from './plab.ts';
import { leftIn, rehearsed, rehearsedFolder, smallVersions } from './rehearsing.ts';

/** A lab of its own for each test: they run at the same time. */
const namespaceOf = (name: string): string => `plab-test-r-${process.pid}-${name}`;
let stateDir: string;
let engine: Engine;
let old: string;
let fresh: string;

before(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'plab-cli-'));
  ({ engine, old, fresh } = await smallVersions(stateDir));
});
after(async () => await rm(stateDir, { recursive: true, force: true }));

describe('a rehearsal', { concurrency: 3 }, () => {
  test('of a good release loses nothing, tells what differs from production and leaves nothing', async (t) => {
    const namespace = namespaceOf('good');
    const folder = await rehearsedFolder(t);
    const args = ['--from', old, '--image', fresh, '--hosts', '1'];
    const { code, report, lines } = await rehearsed(folder, namespace, args);
    assert.equal(code, 0, report.verdict);
    assert.deepEqual([report.outcome, report.serves, report.next?.result], ['released', 'new', 'unchanged']);
    assert.equal(report.requests.lost, 0);
    for (const kind of ['get', 'post', 'new']) assert.ok((report.requests.kinds[kind]?.sent ?? 0) > 0, kind);
    assert.equal(report.hosts[0]?.standsFor, '192.0.2.7');
    assert.match(report.notes.join('\n'), /stands for the group us/);
    assert.match(report.verdict, /^nothing would have been lost/);
    assert.match(report.notes.join('\n'), /real value of API_KEY/);
    assert.match(report.notes.join('\n'), /hooks are not run/);
    await assert.rejects(access(join(folder, 'switched')));
    assert.ok(report.sent > 0 && report.phases.some(({ phase }) => phase === 'switch'));
    assert.ok(lines.some(({ type }) => type === 'phase'));
    assert.deepEqual(await leftIn(engine, namespace), []);
    assert.deepEqual(await readdir(join(folder, '.state')), [namespace]);
  });

  test('with a fault says what was lost, and fails', async (t) => {
    const namespace = namespaceOf('fault');
    const folder = await rehearsedFolder(t);
    const args = ['--from', old, '--image', fresh, '--hosts', '1', '--fault', 'proxy-killed'];
    const { code, report } = await rehearsed(folder, namespace, [...args, '--env', 'API_KEY=other']);
    assert.equal(code, 1);
    const { lost, sent, secondsAway, losses } = report.requests;
    assert.ok(lost > 0 && lost < sent && secondsAway > 0, JSON.stringify(report.requests));
    assert.ok(losses.length > 0);
    assert.deepEqual([report.outcome, report.serves, report.faultCame], ['released', 'new', true]);
    assert.match(report.verdict, /requests would have been lost, \d+\.\d s from the first loss/);
    assert.doesNotMatch(report.notes.join('\n'), /API_KEY/);
    assert.deepEqual(await leftIn(engine, namespace), []);
  });

  test('that is interrupted removes its hosts', async (t) => {
    const namespace = namespaceOf('stop');
    const folder = await rehearsedFolder(t);
    const args = ['rehearse', '--json', '--from', old, '--image', fresh, '--hosts', '1'];
    const env = { ...process.env, PLAB_NAMESPACE: namespace, XDG_STATE_HOME: join(folder, '.state') };
    const child = spawn(process.execPath, [mainFile, ...args], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const closed = once(child, 'close');
    for await (const line of createInterface(child.stdout))
      if (line.includes('rehearsal.host')) {
        assert.notDeepEqual(await leftIn(engine, namespace), []);
        child.kill('SIGINT');
      }
    assert.deepEqual(await closed, [130, null]);
    assert.deepEqual(await leftIn(engine, namespace), []);
  });
});

describe('before anything is made', () => {
  test('what cannot be rehearsed is wrong usage', async (t) => {
    const args = ['rehearse', '--fault', 'host-lost', '--hosts', '1'];
    const { code, stderr } = await plab(await rehearsedFolder(t), args);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /takes 2 hosts, and there is one[^]*--hosts 2/);
  });

  test('an image that is not there is an error with the next step', async (t) => {
    const { code, stderr } = await plab(await rehearsedFolder(t), ['rehearse', '--image', 'nowhere:1']);
    assert.equal(code, 1);
    assert.match(stderr, /no image nowhere:1 here[^]*next: Build it first[^]*PLAB_IMAGE_MISSING/);
  });

  test('the faults are listed, one line each', async (t) => {
    const { code, stdout } = await plab(await folderWith(t, {}), ['rehearse', '--fault', 'list']);
    assert.equal(code, 0);
    assert.equal(stdout.trim().split('\n').length, 10);
    assert.match(stdout, /^link-cut +the SSH connection/m);
    assert.match(stdout, /^effect:N /m);
  });
});
