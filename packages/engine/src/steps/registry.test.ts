import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { catalogue } from '@pipeline-lab/jenkinsfile';
import { isStep, stepNamed, stepNames } from './registry.ts';

test('every step of the registry loads, has its own name, and is in the catalogue', async () => {
  for (const name of stepNames) {
    assert.equal((await stepNamed(name))?.name, name);
    assert.ok(catalogue.steps.has(name), `${name} is not in the catalogue`);
  }
  assert.equal(isStep('toString'), false);
});

test('each step has a file of its own, named like it, and each file in a folder is a step', async () => {
  const files = (await stepFiles()).map((file) => basename(file, '.ts'));
  const named = stepNames.map((name) => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase());
  assert.deepEqual(files.sort(), named.sort());
});

test('each step that works on files or starts programs is refused outside of a node', async () => {
  // Mail goes from anywhere; only what is attached to it lies in a workspace.
  const anywhere = ['node', 'ws', 'emailext'];
  for (const file of await stepFiles()) {
    const name = basename(file, '.ts').replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const step = stepNames.find((each) => each.toLowerCase() === name.toLowerCase()) ?? '';
    if (anywhere.includes(step) || !(await worksInFolder(file))) continue;
    assert.equal((await stepNamed(step))?.needs, 'node', `${step} works in the folder of its site`);
  }
});

/** A source, or one of the steps' own that it imports, reads the folder of its site. */
async function worksInFolder(file: string): Promise<boolean> {
  const source = await readFile(file, 'utf8');
  if (/\bcwd\b|\btemporaryFolder\(|\blaunch\(/.test(source)) return true;
  const imports = [...source.matchAll(/^import \{.* from '(\.[^']+)'/gm)].map(([, path = '']) =>
    join(dirname(file), path),
  );
  const own = imports.filter((path) => dirname(path) === import.meta.dirname && !path.endsWith('/step.ts'));
  return (await Promise.all(own.map(worksInFolder))).some(Boolean);
}

async function stepFiles(): Promise<string[]> {
  const entries = await readdir(import.meta.dirname, { withFileTypes: true, recursive: true });
  return entries
    .filter(
      (entry) =>
        entry.isFile() && entry.parentPath !== import.meta.dirname && !entry.name.endsWith('.test.ts'),
    )
    .map(({ parentPath, name }) => join(parentPath, name));
}
