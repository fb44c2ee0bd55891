import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HostState } from './host/state.ts';
import { plan } from './plan.ts';

const kept = (id: string, slot: number, running: boolean): HostState['releases'][number] => ({
  id,
  container: id,
  image: id,
  label: id,
  slot,
  running,
  whole: true,
  created: slot,
  replicas: [{ name: 'web-1', container: id, running, replica: 0 }],
  workers: [],
});

const serving: HostState = {
  releases: [kept('a', 0, true)],
  serving: 'a',
  idleServers: [],
};
const empty: HostState = { releases: [], serving: undefined, idleServers: [] };

describe('a plan', () => {
  test('moves the traffic only after health, and confirms only after the watch', () => {
    const { proxy, prepare, canary, ...rest } = plan(serving, { id: 'b' }, { keep: 5 });
    assert.deepEqual(
      prepare.map(({ kind }) => kind),
      ['ship', 'create'],
    );
    assert.deepEqual(
      rest.start.map(({ kind }) => kind),
      ['start', 'health'],
    );
    assert.deepEqual(rest.release, []);
    assert.deepEqual([proxy, canary], [[{ kind: 'proxy' }], []]);
    assert.deepEqual(rest.switch, [{ kind: 'switch', slot: 1 }]);
    assert.deepEqual(rest.watch, [{ kind: 'watch', slot: 1 }]);
    assert.deepEqual(rest.confirm, [{ kind: 'confirm', slot: 1 }]);
    assert.deepEqual(rest.finalize, [{ kind: 'retire', release: 'a' }]);
  });

  test('creates as many containers as are to serve, and those that are missing of a release that was cut', () => {
    const { prepare } = plan(serving, { id: 'b' }, { keep: 5, replicas: 3 });
    assert.deepEqual(prepare, [{ kind: 'ship' }, { kind: 'create', slot: 1, replicas: 3 }]);
    const cut = { ...serving, releases: [{ ...kept('a', 4, true), whole: false }] };
    const again = plan(cut, { id: 'a' }, { keep: 5, replicas: 2 });
    assert.deepEqual(again.prepare, [{ kind: 'ship' }, { kind: 'create', slot: 4, replicas: 2 }]);
    assert.deepEqual(again.switch, [{ kind: 'switch', slot: 4 }]);
  });

  test('retires a release of which one container still runs', () => {
    const half = { ...kept('x', 3, false), replicas: kept('x', 3, true).replicas };
    const { finalize } = plan(
      { ...serving, releases: [...serving.releases, half] },
      { id: 'b' },
      { keep: 5 },
    );
    assert.deepEqual(finalize, [
      { kind: 'retire', release: 'x' },
      { kind: 'retire', release: 'a' },
    ]);
  });

  test('compares at each share of the traffic, and forgets the canary at the end', () => {
    const { canary, finalize } = plan(serving, { id: 'b' }, { keep: 5, canary: [1, 50] });
    assert.deepEqual(canary, [
      [
        { kind: 'canary', slot: 1 },
        { kind: 'share', slot: 1, percent: 1 },
        { kind: 'compare', slot: 1, percent: 1 },
      ],
      [
        { kind: 'share', slot: 1, percent: 50 },
        { kind: 'compare', slot: 1, percent: 50 },
      ],
    ]);
    assert.deepEqual(finalize.at(-1), { kind: 'forget' });
  });

  test('has no canary where nothing serves yet, and nothing to do where the release serves', () => {
    assert.deepEqual(plan(empty, { id: 'a' }, { keep: 5, canary: [1] }).canary, []);
    const nothing = plan(serving, { id: 'a' }, { keep: 5, canary: [1] });
    assert.deepEqual([nothing.prepare, nothing.canary, nothing.switch, nothing.confirm], [[], [], [], []]);
  });

  test('brings an incomplete release back without a canary: it would share the traffic with itself', () => {
    const half = { ...serving, releases: [{ ...kept('a', 4, true), whole: false }] };
    const again = plan(half, { id: 'a' }, { keep: 5, canary: [1, 50] });
    assert.deepEqual([again.canary, again.finalize], [[], []]);
    assert.deepEqual([again.prepare.length, again.switch], [2, [{ kind: 'switch', slot: 4 }]]);
  });

  test('runs the release command between what prepares and what starts', () => {
    const { release } = plan(serving, { id: 'b' }, { keep: 5, command: true });
    assert.deepEqual(release, [{ kind: 'command' }]);
    assert.deepEqual(plan(serving, { id: 'a' }, { keep: 5, command: true }).release, []);
  });

  test('keeps the release of before running when it is to stay warm, and no older one', () => {
    const warm = { keep: 5, warm: true };
    const two: HostState = { ...serving, releases: [kept('a', 1, true), kept('old', 0, true)] };
    assert.deepEqual(plan(two, { id: 'b' }, warm).finalize, [{ kind: 'retire', release: 'old' }]);
    assert.deepEqual(plan(two, { id: 'a' }, warm).finalize, []);
    assert.deepEqual(plan(two, { id: 'a' }, { keep: 5 }).finalize, [{ kind: 'retire', release: 'old' }]);
  });

  test('starts workers once the release is healthy; one that stays warm is left without its own', () => {
    const worker = (running: boolean): HostState['releases'][number]['workers'] => [
      { name: 'worker-1', container: 'w', running },
    ];
    const busy = { ...serving, releases: [{ ...kept('a', 0, true), workers: worker(true) }] };
    const next = plan(busy, { id: 'b' }, { keep: 5, workers: true, warm: true });
    assert.deepEqual(next.start.at(-1), { kind: 'workers' });
    assert.deepEqual(next.finalize, [{ kind: 'dismiss', release: 'a' }]);
    // A roll-back knows of them by what the host keeps.
    const kept1 = { ...kept('old', 1, false), workers: worker(false) };
    const back = plan({ ...busy, releases: [...busy.releases, kept1] }, { id: 'old' }, { keep: 5 });
    assert.deepEqual(back.start.at(-1), { kind: 'workers' });
    const idle = { ...serving, releases: [{ ...kept('a', 0, true), workers: worker(false) }] };
    assert.deepEqual(plan(idle, { id: 'a' }, { keep: 5 }).start, [{ kind: 'workers' }]);
    assert.deepEqual(plan(busy, { id: 'a' }, { keep: 5 }).start, []);
  });
});
