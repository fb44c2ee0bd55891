import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
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
  const entries = await readdir(import.meta.dirname, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.parentPath !== import.meta.dirname)
    .map(({ name }) => basename(name, '.ts'))
    .filter((name) => !name.endsWith('.test'));
  const named = stepNames.map((name) => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase());
  assert.deepEqual(files.sort(), named.sort());
});
