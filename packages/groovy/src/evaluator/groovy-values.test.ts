import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { outcomeOf } from '../../test/snippets/outcome.ts';

/** What real Groovy 2.4.21 gave for each snippet; `record.groovy` beside them wrote it down. */
const folder = new URL('../../test/snippets/', import.meta.url);

process.env['TZ'] = 'UTC';

for (const file of readdirSync(folder)) {
  if (!file.endsWith('.groovy') || file === 'record.groovy') continue;
  test(`real Groovy's values: ${file}`, async () => {
    const snippets = partsOf(file);
    const expected = partsOf(file.replace('.groovy', '.expected'));
    assert.equal(snippets.length, expected.length, `record ${file} again`);
    const different: { source: string; expected: string | undefined; actual: string }[] = [];
    for (const [index, source] of snippets.entries()) {
      const actual = await outcomeOf(source);
      if (actual !== expected[index]) different.push({ source, expected: expected[index], actual });
    }
    assert.deepEqual(different, []);
  });
}

function partsOf(file: string): string[] {
  return readFileSync(new URL(file, folder), 'utf8')
    .split('\n----\n')
    .map((part) => part.trim());
}
