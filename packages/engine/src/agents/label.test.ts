import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelMatches } from './label.ts';

test('label expressions', () => {
  const labels = new Set(['linux', 'docker', 'big one']);
  for (const [expression, expected] of [
    ['', true],
    ['linux', true],
    ['mac', false],
    ['linux && docker', true],
    ['linux&&!docker', false],
    ['mac || docker && linux', true],
    ['(mac || docker) && !arm', true],
    ['!(linux || mac)', false],
    ['"big one"', true],
  ] as const) {
    assert.equal(labelMatches(expression, labels), expected, expression);
  }
});

test('what is no label expression is an error with the text', () => {
  for (const expression of ['linux &&', '(linux', 'linux)', '&& linux', 'linux docker', '!']) {
    assert.throws(
      () => labelMatches(expression, new Set(['linux'])),
      /is not a label expression/,
      expression,
    );
  }
});
