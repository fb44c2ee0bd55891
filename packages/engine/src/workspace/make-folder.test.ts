import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder } from './make-folder.ts';

test('folders at any depth, and those that are there', async (t) => {
  const base = await mkdtemp(join(tmpdir(), 'plab-folder-'));
  t.after(() => rm(base, { recursive: true }));
  const paths = ['a/b/c', 'a/b/d', 'a/b', '.'].map((path) => join(base, path));
  for (const path of [...paths, ...paths]) makeFolder(path);
  assert.deepEqual(await readdir(join(base, 'a/b')), ['c', 'd']);
});

test('where nobody can make a folder, that is told at once', async (t) => {
  assert.throws(() => makeFolder('/proc/x/y'), /the folder \/proc\/x\/y cannot be made: ENOENT/);
  const base = await mkdtemp(join(tmpdir(), 'plab-folder-'));
  t.after(() => rm(base, { recursive: true }));
  await writeFile(join(base, 'file'), '');
  assert.throws(() => makeFolder(join(base, 'file')), /cannot be made: a file is in its place/);
  assert.throws(() => makeFolder(join(base, 'file/x')), /cannot be made: ENOTDIR/);
});
