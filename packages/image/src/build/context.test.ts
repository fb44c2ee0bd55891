import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { contextArchive, contextFiles } from './context.ts';

async function folderWith(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plab-context-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

test('what .dockerignore names stays out; the Dockerfile does not', async (t) => {
  const folder = await folderWith(t, {
    '.dockerignore': '*\n!src\nsrc/*.log\n',
    Dockerfile: 'FROM scratch',
    'src/a.ts': '',
    'src/a.log': '',
    'secret.env': '',
  });
  assert.deepEqual(await contextFiles(folder, 'Dockerfile'), ['.dockerignore', 'Dockerfile', 'src/a.ts']);
});

test('a Dockerfile may have an ignore file of its own', async (t) => {
  const folder = await folderWith(t, {
    '.dockerignore': '*',
    'Dockerfile.dockerignore': 'b',
    Dockerfile: '',
    a: '',
    b: '',
  });
  assert.deepEqual(await contextFiles(folder, 'Dockerfile'), [
    '.dockerignore',
    'Dockerfile',
    'Dockerfile.dockerignore',
    'a',
  ]);
});

test('equal files give equal bytes, whenever and wherever they were written', async (t) => {
  const files = { Dockerfile: 'FROM scratch', 'b/c': 'text', a: 'x' };
  const [one, other] = [await folderWith(t, files), await folderWith(t, files)];
  await utimes(join(other, 'a'), 1, 1);
  for (const folder of [one, other]) await symlink('a', join(folder, 'link'));
  const archives = await Promise.all(
    [one, other].map(async (folder) => buffer(await contextArchive(folder, 'Dockerfile'))),
  );
  assert.ok(archives[0]?.equals(archives[1] ?? Buffer.alloc(0)));
});
