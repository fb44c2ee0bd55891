import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { secretStore } from './store.ts';

async function paths(t: TestContext): Promise<{ store: string; key: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-store-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return { store: join(folder, 'state', 'secrets.json'), key: join(folder, 'config', 'plab', 'key') };
}

test('secrets come back whole, and neither file shows them nor lets others read it', async (t) => {
  const at = await paths(t);
  const secret = { type: 'usernamePassword', username: 'bob', password: 'hunter2' } as const;
  await secretStore(at).set('login', secret);
  await secretStore(at).set('__proto__', { type: 'string', value: 'x' });
  assert.deepEqual(await secretStore(at).get('login'), secret);
  assert.equal(await secretStore(at).get('toString'), undefined);
  assert.ok(!(await readFile(at.store, 'utf8')).includes('hunter2'));
  for (const path of Object.values(at)) assert.equal((await stat(path)).mode & 0o777, 0o600);
});

test('what is listed and removed', async (t) => {
  const store = secretStore(await paths(t));
  await store.set('b', { type: 'string', value: '1' });
  await store.set('a', { type: 'file', name: 'f', base64: '' });
  assert.deepEqual(await store.list(), [
    { id: 'a', type: 'file' },
    { id: 'b', type: 'string' },
  ]);
  assert.equal(await store.remove('a'), true);
  assert.equal(await store.remove('a'), false);
  assert.equal(await store.get('a'), undefined);
});

test('an entry under another name and a foreign key are refused', async (t) => {
  const at = await paths(t);
  await secretStore(at).set('one', { type: 'string', value: 'secret' });
  const file = await readFile(at.store, 'utf8');
  await writeFile(at.store, file.replace('"one"', '"two"'));
  await assert.rejects(secretStore(at).get('two'), { code: 'PLAB_SECRET_STORE' });
  await writeFile(at.store, file);
  await writeFile(at.key, Buffer.alloc(32));
  await assert.rejects(secretStore(at).get('one'), { code: 'PLAB_SECRET_STORE' });
});

test('secrets that are set at the same time are all kept', async (t) => {
  const at = await paths(t);
  const ids = Array.from({ length: 20 }, (_, index) => `id-${index + 10}`);
  await Promise.all(ids.map(async (id) => secretStore(at).set(id, { type: 'string', value: id })));
  assert.deepEqual(
    (await secretStore(at).list()).map(({ id }) => id),
    ids,
  );
});

test('a damaged file and one of a newer plab are told, and left as they are', async (t) => {
  const at = await paths(t);
  const store = secretStore(at);
  await store.set('one', { type: 'string', value: 'secret' });
  const whole = await readFile(at.store, 'utf8');
  const secrets = (entry: object): string => JSON.stringify({ version: 1, secrets: { one: entry } });
  const damaged = [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '{"version":1}',
    '{"version":1,"secrets":[]}',
    secrets({ type: 'string', nonce: '', tag: '' }),
    secrets({ type: 'other', nonce: '', tag: '', data: '' }),
    whole.replace('"version": 1', '"version": 2'),
  ];
  for (const text of damaged) {
    await writeFile(at.store, text);
    const error = {
      code: 'PLAB_SECRET_STORE',
      message: /is damaged|newer plab/,
      hint: /move (it|the file) away/,
    };
    await assert.rejects(store.get('one'), error, text);
    await assert.rejects(store.list(), error, text);
    await assert.rejects(store.set('two', { type: 'string', value: 'x' }), error, text);
    await assert.rejects(store.remove('one'), error, text);
    assert.equal(await readFile(at.store, 'utf8'), text);
  }
});
