import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { resolveSecrets } from './resolve-secrets.ts';
import type { SecretSource } from './secret-source.ts';

describe('secrets of a deployment', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plab-secrets-'));
    await writeFile(join(folder, '.env'), '# a comment\nDB_URL="postgres://a b"\n');
  });
  after(async () => await rm(folder, { recursive: true }));

  const resolve = async (sources: Record<string, SecretSource>): Promise<Record<string, string>> =>
    await resolveSecrets(
      sources,
      { folder, stored: async (id) => (id === 'token' ? 's3cret' : undefined) },
      new AbortController().signal,
    );

  test('come from the store, a file and a command', async () => {
    assert.deepEqual(
      await resolve({
        TOKEN: { store: 'token' },
        DB_URL: { file: '.env' },
        KEY: { command: ['printf', '%s\\n', 'two words'] },
      }),
      { TOKEN: 's3cret', DB_URL: 'postgres://a b', KEY: 'two words' },
    );
  });

  for (const [what, source, expected] of [
    ['an id that the store lacks', { store: 'other' }, /NAME.*no “other”.*plab secrets set other/s],
    ['a file that is not there', { file: 'none.env' }, /NAME.*none\.env cannot be read/s],
    ['a file without the line', { file: '.env' }, /\.env has no line NAME=/],
    ['a command that is not there', { command: ['no-such-program'] }, /no-such-program failed: ENOENT/],
    [
      'a command that fails',
      { command: ['sh', '-c', 'echo hidden; echo locked >&2; exit 3'] },
      /sh failed: locked$/,
    ],
    ['a command that prints nothing', { command: ['true'] }, /true printed nothing/],
  ] as const) {
    test(`${what} is an error that says so and shows no value`, async () => {
      await assert.rejects(resolve({ NAME: source }), (error: Error) => {
        assert.match(error.message, expected);
        assert.doesNotMatch(error.message, /hidden/);
        return true;
      });
    });
  }
});
