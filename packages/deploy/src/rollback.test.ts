import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JournalEntry } from './host/journal.ts';
import type { HostState } from './host/state.ts';
import { chooseRelease } from './rollback.ts';

const state = (serving: string, ...kept: string[]): HostState => ({
  releases: kept.map((id, slot) => ({
    id,
    container: id,
    image: id,
    label: id,
    slot,
    running: id === serving,
    whole: true,
    created: slot,
    replicas: [{ name: 'web-1', container: id, replica: 0, running: id === serving }],
    workers: [],
  })),
  serving,
  idleServers: [],
});

/** A journal from verbs: `A` was deployed, `<A` was gone back to. */
const journal = (...verbs: string[]): JournalEntry[] =>
  verbs.flatMap((verb, index): JournalEntry[] => {
    const release = verb.replace('<', '');
    const common = { deployment: String(index), at: '', release, label: release };
    return [
      {
        type: 'deployment.started',
        ...common,
        image: release,
        by: '',
        fence: index,
        verb: verb === release ? 'deploy' : 'rollback',
      },
      { type: 'deployment.finished', ...common, result: 'released', ms: 1 },
    ];
  });

describe('a roll-back goes to', () => {
  test('no release that lacks a container', () => {
    const { releases, ...rest } = state('B', 'A', 'B');
    const [lacking, ...others] = releases;
    assert.ok(lacking !== undefined);
    const cut = { ...rest, releases: [{ ...lacking, whole: false }, ...others] };
    assert.equal(chooseRelease(cut, journal('A', 'B')), undefined);
    assert.equal(chooseRelease(cut, journal('A', 'B'), 'A'), undefined);
  });

  for (const [what, current, lines, expected] of [
    ['the release before', state('B', 'A', 'B'), journal('A', 'B'), 'A'],
    ['the one before that, the second time', state('B', 'A', 'B', 'C'), journal('A', 'B', 'C', '<B'), 'A'],
    ['nowhere from the first one', state('A', 'A', 'B'), journal('A', 'B', '<A'), undefined],
    [
      'the one that served before, when an old one came again',
      state('A', 'A', 'C'),
      journal('A', 'B', 'C', 'A'),
      'C',
    ],
    ['an older one, when the one before is not kept', state('C', 'A', 'C'), journal('A', 'B', 'C'), 'A'],
    ['the last known one, when the journal was cut short', state('B', 'A', 'B'), journal('A'), 'A'],
    ['the one before a roll-back’s successor', state('D', 'A', 'B', 'D'), journal('A', 'B', '<A', 'D'), 'A'],
  ] as const) {
    test(what, () => assert.equal(chooseRelease(current, lines)?.id, expected));
  }

  test('a release that is named, by the beginning of its id', () => {
    assert.equal(chooseRelease(state('b2', 'a1', 'b2'), [], 'a')?.id, 'a1');
    assert.equal(chooseRelease(state('b2', 'a1', 'b2'), [], 'x'), undefined);
  });
});
