import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { createServer } from '../server.ts';
import { settingsFrom } from '../settings.ts';
import { openSqliteStore } from '../storage/sqlite/sqlite-store.ts';

test('the schemas that requests are checked by are JSON Schema, which no start of the service checks', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'task-schemas-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const settings = settingsFrom({ LOG_LEVEL: 'silent', DATA_DIR: folder });
  const schemas: object[] = [];
  const app = createServer({
    settings,
    store: openSqliteStore(folder),
    prepare: (server) =>
      server.addHook('onRoute', ({ schema }) => {
        for (const part of [schema?.body, schema?.querystring, schema?.params, schema?.headers])
          if (typeof part === 'object' && part !== null) schemas.push(part);
      }),
  });
  await app.ready();
  await app.close();
  const ajv = new Ajv({ strict: false });
  assert.ok(schemas.length >= 10);
  for (const schema of schemas)
    assert.ok(ajv.validateSchema(schema), `${JSON.stringify(schema)}: ${ajv.errorsText()}`);
});
