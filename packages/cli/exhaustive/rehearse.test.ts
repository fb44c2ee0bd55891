import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Engine } from '@pipeline-lab/image';
import { faults } from '../src/rehearse/faults.ts';
import { buildVersion } from '../test/lab.ts';
import { program } from '../test/faults/app.ts';
import { plab } from '../test/plab.ts';
import { deployFile, leftIn, rehearsed, rehearsedFolder, smallVersions } from '../test/rehearsing.ts';

const namespace = `plab-test-re-${process.pid}`;
let stateDir: string;
let engine: Engine;
let images: { readonly old: string; readonly fresh: string };

before(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'plab-cli-'));
  const { engine: connected, ...small } = await smallVersions(stateDir);
  engine = connected;
  images = small;
});
after(async () => await rm(stateDir, { recursive: true, force: true }));

interface Kept {
  readonly namespace: string;
  readonly hosts: readonly { readonly ssh: string }[];
}

const over = (): string[] => ['--from', images.old, '--image', images.fresh];

describe('a rehearsal with', () => {
  for (const { name, serves, losesLast } of faults)
    test(`${name} ends as docs/reliability.md tells`, async (t) => {
      const folder = await rehearsedFolder(t);
      const hosts = losesLast === true ? '2' : '1';
      const { code, report } = await rehearsed(folder, namespace, [
        ...over(),
        '--fault',
        name,
        '--hosts',
        hosts,
      ]);
      t.diagnostic(JSON.stringify(report));
      assert.deepEqual(report.problems, []);
      assert.ok(report.faultCame);
      assert.equal(report.serves, serves);
      assert.match(report.next?.result ?? '', serves === 'old' ? /^released$/ : /^unchanged$/);
      const killsWhatServes = name === 'proxy-killed';
      assert.equal(report.requests.lost > 0, killsWhatServes, report.verdict);
      assert.equal(code, killsWhatServes ? 1 : 0);
      assert.deepEqual(await leftIn(engine, namespace), []);
    });

  for (const n of [1, 14, 23])
    test(`the deployer killed at change ${n} leaves one whole release`, async (t) => {
      const folder = await rehearsedFolder(t);
      const args = [...over(), '--hosts', '1', '--fault', `effect:${n}`];
      const { code, report } = await rehearsed(folder, namespace, args);
      assert.equal(code, 0, report.verdict);
      assert.equal(report.outcome, 'killed');
    });
});

test('a change that a deployment does not have is told', async (t) => {
  const folder = await rehearsedFolder(t);
  const args = [...over(), '--hosts', '1', '--fault', 'effect:999'];
  const { code, report } = await rehearsed(folder, namespace, args);
  assert.equal(code, 1);
  assert.match(report.verdict, /ended before effect:999 could come/);
});

test('lab hosts that are kept can be looked at and removed; what production serves is what serves before', async (t) => {
  const folder = await rehearsedFolder(t);
  const first = await rehearsed(folder, namespace, [...over(), '--hosts', '1', '--keep']);
  const kept = first.lines.find(({ type }) => type === 'rehearsal.kept') as unknown as Kept;
  const [own = ''] = kept.hosts.map(({ ssh }) => ssh);
  const [, , config = '', host = ''] = own.split(' ');
  const look = { encoding: 'utf8' } as const;
  assert.match(execFileSync('ssh', ['-F', config, host, 'docker ps'], look), /rehearsed-app-/);

  const file = deployFile.replace(/hosts: \{.*\} \}/, `hosts: [${host}] }`);
  const production = await rehearsedFolder(t, file);
  const env = { PLAB_SSH_CONFIG: config };
  const second = await rehearsed(production, `${namespace}-2`, ['--image', images.old], env);
  assert.equal(second.code, 0, second.report.verdict);
  assert.deepEqual(second.report.before, { image: images.fresh, why: `what ${host} serves now` });

  await plab(folder, ['down'], { PLAB_NAMESPACE: kept.namespace });
  assert.deepEqual(await leftIn(engine, namespace), []);
  assert.deepEqual(await readdir(join(folder, '.state')), [namespace]);
});

test('a stream and a WebSocket under a name and TLS of ours outlast the switch; a broken release is rolled back', async (t) => {
  const file = `
app: rehearsed-app
port: 5000
drain: 2
watch: 8
proxy: { hosts: [shop.example.com], tls: { acme: { email: a@example.com } } }
destinations: { production: { hosts: [shop.example.com] } }
`;
  const place = { engine, stateDir };
  const old = await buildVersion(place, 'rehearsed-old', program('old'));
  const broken = program('new', { answer: 'if (Math.random() < 0.5) response.statusCode = 500;' });
  const good = await buildVersion(place, 'rehearsed-good', program('new'));
  const bad = await buildVersion(place, 'rehearsed-bad', broken);
  const args = ['--from', old, '--path', '/', '--stream', '/events', '--websocket', '/ws'];
  const folder = await rehearsedFolder(t, file);
  const first = await rehearsed(folder, namespace, [...args, '--image', good]);
  assert.equal(first.code, 0, first.report.verdict);
  assert.match(first.report.notes.join('\n'), /the authority is not asked/);
  const { kinds } = first.report.requests;
  assert.ok((kinds['stream']?.sent ?? 0) >= 2 && (kinds['websocket']?.sent ?? 0) >= 2, JSON.stringify(kinds));
  const second = await rehearsed(folder, namespace, [...args, '--image', bad]);
  assert.equal(second.code, 1);
  assert.deepEqual([second.report.outcome, second.report.serves], ['rolled-back', 'old']);
  assert.equal(second.report.failure?.code, 'PLAB_WATCH');
  assert.ok(second.report.requests.lost > 0);
  assert.equal(second.report.next, undefined);
});
