import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { generatedFiles } from '../openapi/files.ts';

const folder = join(import.meta.dirname, '..');

test('the OpenAPI document and the types of the client are what the routes say', async () => {
  for (const [path, text] of await generatedFiles())
    assert.equal(
      await readFile(join(folder, path), 'utf8'),
      text,
      `${path}: run \`npm run openapi --workspace apps/task-api\``,
    );
});
