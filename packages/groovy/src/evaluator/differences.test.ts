import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { GroovyRuntimeError } from '../errors.ts';
import { parse } from '../parser/parse.ts';
import { createInterpreter } from './interpreter.ts';
import type { Host } from './value/value.ts';

/** What the documentation says is refused: the first column of the table of the section on the language. */
const page = readFileSync(new URL('../../../../docs/jenkinsfile/differences.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('## The language'), page.indexOf('## Patterns'));
const refused = Array.from(section.matchAll(/^\| `(.+?)` \| /gm), (match) => match[1] ?? '');

const host: Host = {
  getVariable: () => undefined,
  setVariable: () => undefined,
  callMethod: async () => null,
};

test('the section has its table', () => assert.ok(refused.length >= 8));

for (const source of refused) {
  test(`refused with a next step: ${source}`, async () => {
    const work = createInterpreter().run(parse(source, 'page.groovy').statements, host);
    await assert.rejects(work, (error: unknown) => {
      assert.ok(error instanceof GroovyRuntimeError);
      assert.doesNotMatch(error.typeName, /^Missing|^ClassNotFound/);
      assert.notEqual(error.hint, '');
      return true;
    });
  });
}
