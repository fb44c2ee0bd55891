import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contextOf } from './context.ts';

const { signal } = new AbortController();
const contextWith = (namespace: string): ReturnType<typeof contextOf> =>
  contextOf({ PLAB_NAMESPACE: namespace, XDG_STATE_HOME: '/state' }, '/', {
    interrupted: signal,
    hungUp: signal,
    force: signal,
  });

test('the state folder is the namespace’s own', () => {
  assert.equal(contextWith('plab-two').stateFolder, '/state/plab-two');
  assert.equal(contextWith('').stateFolder, '/state/plab');
});

describe('a namespace that is no plain name is refused, since `down` clears what it names', () => {
  for (const namespace of ['..', '../../.ssh', '/', '.', 'a/b', 'A', '-a'])
    test(namespace, () => assert.throws(() => contextWith(namespace), { code: 'PLAB_USAGE' }));
});
