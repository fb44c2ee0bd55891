import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { differences } from './differences.ts';

const listing = (entries: Readonly<Record<string, string>>): Map<string, string> =>
  new Map(Object.entries(entries));

const between = (
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
  base: Readonly<Record<string, string>>,
): ReturnType<typeof differences> => differences(listing(from), listing(to), listing(base));

describe('what is copied to the other side', () => {
  test('what is new, what changed and what is gone', () => {
    const found = between(
      { new: '1', changed: '2' },
      { changed: '1', gone: '1' },
      { changed: '1', gone: '1' },
    );
    assert.deepEqual(found, { changed: ['new', 'changed'], gone: ['gone'] });
  });

  test('nothing, where both sides have made the same change', () => {
    assert.deepEqual(between({ a: '2' }, { a: '2' }, { a: '1' }), { changed: [], gone: [] });
  });

  test('not what only the other side has changed, made or removed since', () => {
    const found = between({ a: '1', removed: '1' }, { a: '2', made: '1' }, { a: '1', removed: '1' });
    assert.deepEqual(found, { changed: [], gone: [] });
  });

  test('a change on the other side outlives a removal on this one', () => {
    assert.deepEqual(between({}, { a: '2' }, { a: '1' }), { changed: [], gone: [] });
  });

  test('a removed folder stays where the other side has put something into it', () => {
    const base = { d: 'd', 'd/e': 'd', 'd/e/old': '1', f: 'd', 'f/old': '1' };
    const found = between({}, { ...base, 'd/e/new': '1' }, base);
    assert.deepEqual(found, { changed: [], gone: ['d/e/old', 'f', 'f/old'] });
  });
});
