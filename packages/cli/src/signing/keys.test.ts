import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { keyId, newKeyPair, verifyingKey } from '@pipeline-lab/image/provenance';
import { findSigningKey, makeKeyPair, privateKeyFile } from './keys.ts';

type Place = Parameters<typeof findSigningKey>[0];

async function placeFor(t: TestContext, more: NodeJS.ProcessEnv = {}): Promise<Place> {
  const cwd = await mkdtemp(join(tmpdir(), 'plab-keys-'));
  t.after(() => rm(cwd, { recursive: true }));
  return { cwd, stateFolder: join(cwd, 'state'), env: { XDG_CONFIG_HOME: join(cwd, 'config'), ...more } };
}

test('the private half is for its user alone, is never replaced, and belongs to the public one', async (t) => {
  const place = await placeFor(t);
  assert.equal(await findSigningKey(place, 'shop'), undefined);
  const pem = await makeKeyPair(place, 'shop');
  const key = await findSigningKey(place, 'shop');
  assert.ok(key !== undefined && keyId(key) === keyId(verifyingKey(pem, 'public')));
  const file = privateKeyFile(place, 'shop');
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  await assert.rejects(makeKeyPair(place, 'shop'), { code: 'PLAB_KEY_THERE' });
  assert.equal(await findSigningKey(place, 'other'), undefined);
  await chmod(file, 0o640);
  await assert.rejects(findSigningKey(place, 'shop'), { code: 'PLAB_KEY_OPEN' });
});

test('in CI a variable has the key, or names its file', async (t) => {
  const { privateKey, publicKey } = newKeyPair();
  const wanted = keyId(verifyingKey(publicKey, 'public'));
  const place = await placeFor(t, { PLAB_SIGNING_KEY: privateKey });
  const named = { ...place, env: { ...place.env, PLAB_SIGNING_KEY: '', PLAB_SIGNING_KEY_FILE: 'ci.pem' } };
  await writeFile(join(place.cwd, 'ci.pem'), privateKey);
  for (const each of [place, named]) {
    const key = await findSigningKey(each, 'shop');
    assert.equal(key && keyId(key), wanted);
  }
  const wrong = { ...place, env: { PLAB_SIGNING_KEY: publicKey } };
  await assert.rejects(findSigningKey(wrong, 'shop'), { code: 'PLAB_KEY', message: /PLAB_SIGNING_KEY/ });
  await rm(join(place.cwd, 'ci.pem'));
  await assert.rejects(findSigningKey(named, 'shop'), { code: 'PLAB_UNREADABLE' });
});
