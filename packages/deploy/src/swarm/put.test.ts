import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Change } from './change.ts';
import type { Node } from './cluster.ts';
import { haveLess, isAtRest, withoutThem } from './put.ts';
import { sampleNode as node, sampleTask } from './samples.ts';
import type { Task } from './service.ts';
import type { ServiceSpec } from './spec.ts';

const silent = { ready: false };
const gone = { ready: false, gone: true };
const down = { ready: false, gone: true, down: true };

const spec = {
  Name: 'plab-shop',
  Mode: { Replicated: { Replicas: 2 } },
  EndpointSpec: { Ports: [{}] },
  TaskTemplate: { ContainerSpec: { Labels: {} } },
} as unknown as ServiceSpec;

describe('nodes that are lost meanwhile', () => {
  const before = { spec, nodes: [node('a'), node('b'), node('c')] };
  const now = (...last: Partial<Node>[]): Node[] => [
    node('a'),
    ...last.map((each, n) => node('bc'[n] ?? '', each)),
  ];

  test('one that a new leader has yet to hear from is no loss', () => {
    assert.equal(haveLess(before, now({}, silent)), false);
    assert.equal(haveLess(before, now(silent, silent)), false);
  });

  test('one whose host is out of reach, or that is down', () => {
    assert.equal(haveLess(before, now({}, gone)), true);
    assert.equal(haveLess(before, now({}, down)), true);
  });

  test('one that was known to be gone, once Swarm knows it too and starts its containers elsewhere', () => {
    assert.equal(haveLess({ ...before, nodes: now({}, gone) }, now({}, gone)), false);
    assert.equal(haveLess({ ...before, nodes: now({}, gone) }, now({}, down)), true);
  });

  test('another one that the containers are kept from', () => {
    const Placement = { Constraints: ['node.id!=c'] };
    const kept = { ...spec, TaskTemplate: { ...spec.TaskTemplate, Placement } };
    assert.equal(haveLess({ ...before, spec: kept }, now({}, down)), false);
  });
});

describe('the update that is begun anew', () => {
  const app = { rollout: {}, watch: 2 };
  const wanted = { app, spec, release: 'new' } as unknown as Change;
  const nodes = [node('a'), node('b'), node('c', gone)];
  const put = (forced: number) => ({
    spec: { ...spec, TaskTemplate: { ...spec.TaskTemplate, ForceUpdate: forced } },
    nodes,
  });
  const task = (id: string, on: string, more: Partial<Task> = {}): Task =>
    sampleTask({ id, node: on, ...more });
  const old = task('old', 'b', { release: 'old', slot: 2 });
  const anew = (tasks: readonly Task[], forced = 0) => withoutThem(wanted, put(forced), tasks, nodes);

  const pending = (id: string, slot: number, more: Partial<Task> = {}): Task =>
    task(id, '', { slot, state: 'pending', ...more });

  test('it is, when nothing is on its way any more', () => {
    const atRest = (...tasks: readonly Task[]): boolean => isAtRest(wanted, put(0), tasks, nodes);
    assert.equal(atRest(task('first', 'a'), old, pending('second', 2)), true);
    assert.equal(atRest(old, pending('first', 1)), true);
    assert.equal(atRest(task('first', 'a', { state: 'starting' }), pending('second', 2)), false);
    assert.equal(atRest(task('first', 'c'), pending('second', 2)), false);
    assert.equal(atRest(task('first', 'a'), { ...old, wanted: false }, pending('second', 2)), false);
  });

  test('what runs stays where one container is left to do', () => {
    const next = anew([task('first', 'a'), old, pending('second', 2)]);
    assert.equal(next.TaskTemplate.ForceUpdate, 0);
    assert.equal(next.UpdateConfig.Order, 'stop-first');
    assert.equal(next.UpdateConfig.FailureAction, 'pause');
  });

  test('what runs stays on the way back, too: the next one of the other release is only taken away', () => {
    const back = { ...wanted, release: 'old' } as Change;
    const before = pending('before', 1, { release: 'old' });
    const tasks = [task('first', 'a'), before, old, pending('second', 2)];
    assert.equal(withoutThem(back, put(0), tasks, nodes).TaskTemplate.ForceUpdate, 0);
  });

  test('where more are left to do all are made anew, one by one', () => {
    const other = task('other', 'a', { release: 'old', slot: 1 });
    assert.equal(anew([other, old, pending('second', 2)]).TaskTemplate.ForceUpdate, 1);
  });

  test('one that there is no node for any more is none of them', () => {
    const tasks = [task('first', 'a', { release: 'old' }), pending('second', 2)];
    assert.equal(anew(tasks).TaskTemplate.ForceUpdate, 1);
    const less = [node('a'), node('b', down), node('c', down)];
    assert.equal(withoutThem(wanted, put(0), tasks, less).TaskTemplate.ForceUpdate, 0);
  });

  test('another time, what was made anew stays', () => {
    const tasks = [task('first', 'a', { forced: 1 }), pending('second', 2, { forced: 1 })];
    assert.equal(anew(tasks, 1).TaskTemplate.ForceUpdate, 1);
  });
});
