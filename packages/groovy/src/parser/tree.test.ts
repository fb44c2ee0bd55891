import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { treeText } from '../../test/differential/tree/script.ts';
import { GroovySyntaxError } from '../errors.ts';
import { parse } from './parse.ts';

const folder = fileURLToPath(new URL('../../test/fixtures/', import.meta.url));
const read = (name: string): string => readFileSync(`${folder}${name}`, 'utf8');

describe('our tree is the one that Groovy 2.4.21 makes', () => {
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.groovy'))) {
    test(name, () => {
      assert.equal(treeText(parse(read(name), name)), read(name.replace(/groovy$/, 'tree')));
    });
  }
});

describe('what Groovy 2.4.21 refuses is refused on the same line', () => {
  const lines = read('refused.lines').trimEnd().split('\n').map(Number);
  for (const [index, text] of read('refused.snippets').split('\n----\n').entries()) {
    test(JSON.stringify(text), () => {
      assert.throws(
        () => parse(text, 'file'),
        (error) => error instanceof GroovySyntaxError && error.line === lines[index],
      );
    });
  }
});
