import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { newKeyPair } from '@pipeline-lab/image/provenance';
import { attestationOf, keepAttestation } from './attestations.ts';
import { trustOf } from './trust.ts';

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-trust-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

const image = `sha256:${'ab'.repeat(32)}`;

test('what was signed is the file that was named, else what the build kept; without keys nobody asks', async (t) => {
  const cwd = await folderFor(t);
  const place = { cwd, stateFolder: join(cwd, 'state') };
  assert.equal(await trustOf(place, {}), undefined);
  await assert.rejects(trustOf(place, {}, 'any'), { code: 'PLAB_USAGE', message: /names no key/ });
  await writeFile(join(cwd, 'key.pub'), newKeyPair().publicKey);
  const verify = { keys: ['key.pub'] };
  const kept = await trustOf(place, { verify });
  assert.deepEqual([kept?.keys.length, await kept?.find(image)], [1, undefined]);
  await keepAttestation(place.stateFolder, image, 'kept');
  assert.equal(await kept?.find(image), 'kept');
  await writeFile(join(cwd, 'named.jsonl'), 'named');
  assert.equal(await (await trustOf(place, { verify }, 'named.jsonl'))?.find(image), 'named');
  await assert.rejects(trustOf(place, { verify }, 'none'), { code: 'PLAB_UNREADABLE' });
  for (const [keys, code] of [
    [['none.pub'], 'PLAB_DEPLOY_FILE'],
    [['named.jsonl'], 'PLAB_KEY'],
  ] as const)
    await assert.rejects(trustOf(place, { verify: { keys } }), { code });
});

test('of many images what was signed last is kept', async (t) => {
  const folder = await folderFor(t);
  const digest = (index: number): string => `sha256:${String(index).padStart(64, '0')}`;
  for (let index = 0; index < 203; index += 1) {
    await keepAttestation(folder, digest(index), 'text');
    const at = new Date(1_000_000 + index * 1000);
    await utimes(join(folder, 'provenance', `sha256-${digest(index).slice(7)}.intoto.jsonl`), at, at);
  }
  assert.equal((await readdir(join(folder, 'provenance'))).length, 200);
  assert.equal(await attestationOf(folder, digest(0)), undefined);
  assert.equal(await attestationOf(folder, digest(202)), 'text');
});
