import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf } from './metrics.ts';

test('the metrics are the body of a good answer, and nothing else is', () => {
  assert.equal(bodyOf('HTTP/1.1 200 OK\r\nA: b\r\n\r\nup 1\n\r\n\r\nend'), 'up 1\n\r\n\r\nend');
  for (const answer of ['', 'HTTP/1.1 404 Not Found\r\n\r\nno', 'HTTP/1.1 200 OK\r\nA: b', 'up 1\r\n\r\n'])
    assert.equal(bodyOf(answer), undefined, answer);
});
