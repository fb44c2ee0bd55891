import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sampleTask as task } from './samples.ts';
import type { Service } from './service.ts';
import { obstacles, verdict } from './verdict.ts';

const service = (state?: string): Service => ({
  spec: undefined as never,
  update: state === undefined ? undefined : { state, message: 'as Swarm says' },
});
const both = [task({ id: 'a' }), task({ id: 'b', node: 'n2' })];
const seen = {
  release: 'new',
  forced: 0,
  replicas: 2,
  unwatched: () => false,
  silent: new Set<string>(),
};

describe('what a service has come to', () => {
  for (const [what, state, tasks, expected] of [
    ['an update that goes on', 'updating', both, { kind: 'going' }],
    ['one that has ended', 'completed', both, { kind: 'stands' }],
    ['no update, only more containers', undefined, both, { kind: 'stands' }],
    ['a container too few', 'completed', both.slice(1), { kind: 'going' }],
    [
      'an old container that still answers',
      'completed',
      [...both, task({ release: 'old', wanted: false })],
      { kind: 'going' },
    ],
    [
      'containers that are to be made anew',
      undefined,
      both.map((each) => ({ ...each, forced: 1 })),
      { kind: 'going' },
    ],
    [
      'one that Swarm has yet to take back',
      undefined,
      [...both, task({ release: 'old', state: 'pending' })],
      { kind: 'going' },
    ],
    ['Swarm on its way back', 'rollback_started', both, { kind: 'going' }],
    ['Swarm back where it was', 'rollback_completed', both, { kind: 'failed', why: 'as Swarm says' }],
    ['an update that stopped half way', 'paused', both, { kind: 'failed', why: 'as Swarm says' }],
    ['a way back that failed', 'rollback_paused', both, { kind: 'failed', why: 'as Swarm says' }],
  ] as const)
    test(what, () => assert.deepEqual(verdict({ ...seen, service: service(state), tasks }), expected));

  test('what ran on a node that is gone is neither new nor old', () => {
    const tasks = [...both, task({ node: 'n3', release: 'old', wanted: false })];
    assert.equal(verdict({ ...seen, service: service(), tasks, silent: new Set(['n3']) }).kind, 'stands');
    assert.equal(
      verdict({ ...seen, service: service(), tasks, silent: new Set(['n1', 'n3']) }).kind,
      'going',
    );
  });

  test('a container that Swarm does not watch fails the release when it ends', () => {
    const tasks = [task({ state: 'failed', wanted: false, error: 'exit code 3' })];
    const expected = { kind: 'failed', why: 'exit code 3' } as const;
    assert.deepEqual(verdict({ ...seen, service: service(), tasks, unwatched: () => true }), expected);
    assert.equal(verdict({ ...seen, service: service(), tasks }).kind, 'going');
  });

  test('a service that somebody removed', () => {
    assert.equal(verdict({ ...seen, service: undefined, tasks: [] }).kind, 'failed');
  });
});

test('obstacles are those of the release, each once', () => {
  const tasks = [
    task({ error: 'no node' }),
    task({ error: 'no node' }),
    task({ release: 'old', error: 'exit code 1' }),
    task({}),
  ];
  assert.equal(obstacles(tasks, 'new'), 'no node');
});
