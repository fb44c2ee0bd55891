import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from './forbidden.ts';

test('a forward that is forbidden is told from one at whose end nobody listens', () => {
  assert.ok(isRefusal('channel 41: open failed: administratively prohibited: open failed'));
  assert.ok(!isRefusal('channel 41: open failed: connect failed: Connection refused'));
});
