import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labels } from '../host/state.ts';
import { keptOf } from './tidy.ts';

type Kept = Parameters<typeof keptOf>[0];

const serviceOf = (release: string): NonNullable<Kept['service']> =>
  ({ spec: { Labels: { [labels.release]: release } }, update: undefined }) as never;
const kept = ['newest', 'third', 'second', 'first'].map((id) => ({ id })) as unknown as Kept['kept'];
const none: Kept = { service: undefined, roles: new Map(), serving: undefined, kept };

test('what the services are to have is kept whatever runs now, and however few are to be kept', () => {
  const down = { ...none, service: serviceOf('first') };
  assert.deepEqual([...keptOf(down, 1, [])], ['first']);
  const roles = new Map([['mail', serviceOf('second')]]);
  assert.deepEqual([...keptOf({ ...down, roles }, 1, [])], ['first', 'second']);
  assert.deepEqual([...keptOf({ ...down, roles, serving: 'third' }, 1, [])], ['first', 'second', 'third']);
  assert.deepEqual([...keptOf({ ...down, roles }, 3, ['third'])], ['first', 'second', 'third']);
  assert.ok(keptOf({ ...none, service: serviceOf('unknown') }, 1, []).has('unknown'));
});

test('the rest is kept by its age', () => {
  assert.deepEqual([...keptOf({ ...none, serving: 'second' }, 2, [])], ['second', 'newest']);
  assert.deepEqual([...keptOf(none, 2, ['gone'])], ['newest', 'third']);
});
