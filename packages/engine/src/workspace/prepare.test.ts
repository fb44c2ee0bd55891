import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { prepareWorkspace } from './prepare.ts';

test('a workspace is put in order whatever a build that died left of its repository', async (t) => {
  const base = await mkdtemp(join(tmpdir(), 'plab-prepare-'));
  t.after(() => rm(base, { recursive: true, force: true }));
  const repository = join(base, 'repository');
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', repository, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args])
      .toString()
      .trim();
  execFileSync('git', ['init', '-q', repository]);
  await writeFile(join(repository, 'file'), 'committed');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  const folder = join(base, 'workspace');
  const request = { repository, origin: repository, folder, commit: git('rev-parse', 'HEAD') };
  await prepareWorkspace(request);
  const spoil: Readonly<Record<string, () => Promise<void>>> = {
    'a lock': async () => await writeFile(join(folder, '.git', 'index.lock'), ''),
    'no objects': async () => await rm(join(folder, '.git', 'objects'), { recursive: true }),
    'half an index': async () => await writeFile(join(folder, '.git', 'index'), 'DIRC'),
    'an empty HEAD': async () => await writeFile(join(folder, '.git', 'HEAD'), ''),
  };
  for (const [what, work] of Object.entries(spoil)) {
    await work();
    await writeFile(join(folder, 'file'), 'spoiled');
    await prepareWorkspace(request);
    assert.equal(await readFile(join(folder, 'file'), 'utf8'), 'committed', what);
  }
  await assert.rejects(prepareWorkspace({ ...request, commit: 'f'.repeat(40) }), { code: 'PLAB_GIT_FAILED' });
});
