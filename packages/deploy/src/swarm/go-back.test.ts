import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBack } from './go-back.ts';
import type { Service } from './service.ts';

const service = (deployment: string, state?: string): Service => ({
  spec: { Labels: { 'plab.deployment': deployment } } as never,
  update: state === undefined ? undefined : { state, message: '' },
});

test('a service is left alone when it is what it was before and stays so', () => {
  for (const state of [undefined, 'completed', 'rollback_completed'])
    assert.ok(isBack(service('before', state), 'now'), state);
  // Swarm is on its way, or stopped half way: another service of the same release failed first.
  for (const state of ['updating', 'paused', 'rollback_started', 'rollback_paused'])
    assert.ok(!isBack(service('before', state), 'now'), state);
  assert.ok(!isBack(service('now', 'completed'), 'now'));
  assert.ok(!isBack(undefined, 'now'));
});
