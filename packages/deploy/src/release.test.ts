import assert from 'node:assert/strict';
import { test } from 'node:test';
import { variablesOf } from './release.ts';

test('a release tells its containers its own id, whatever deploy.yml calls it', () => {
  assert.deepEqual(variablesOf({ id: 'a1', env: { COLOUR: 'red', PLAB_RELEASE: 'mine' } }).toSorted(), [
    'COLOUR=red',
    'PLAB_RELEASE=a1',
  ]);
});
