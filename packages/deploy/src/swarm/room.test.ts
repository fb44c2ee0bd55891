import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitted, freeNodes, nodesFor } from './room.ts';
import { sampleNode as node } from './samples.ts';
import type { ServiceSpec } from './spec.ts';

const nodes = [
  node('one'),
  node('two'),
  node('silent', { ready: false }),
  node('dead', { ready: false, down: true }),
  node('drained', { active: false }),
];
const on = (...Constraints: string[]): Pick<ServiceSpec['TaskTemplate'], 'Placement'> => ({
  Placement: { Constraints },
});
const idsFor = (...constraints: string[]): string[] =>
  nodesFor(on(...constraints), nodes).map(({ id }) => id);

test('nodes that a service may have: what its constraints say, of those that are there and take containers', () => {
  assert.deepEqual(
    nodesFor({}, nodes).map(({ id }) => id),
    ['one', 'two', 'silent'],
  );
  assert.deepEqual(idsFor('node.id==two'), ['two']);
  assert.deepEqual(idsFor('node.id == two'), ['two']);
  assert.deepEqual(idsFor('node.id!=one', 'node.id!=dead'), ['two', 'silent']);
  for (const gone of ['dead', 'drained', 'of-before']) assert.deepEqual(idsFor(`node.id==${gone}`), []);
  assert.deepEqual(idsFor('node.role==manager'), ['one', 'two', 'silent']);
});

test('a node that is silent has no room for one container more', () => {
  assert.deepEqual([freeNodes({}, nodes, 1), freeNodes({}, nodes, 3)], [1, 0]);
  assert.equal(freeNodes(on('node.id==one'), nodes, 0), 1);
});

test('what has a port of its node has no more containers than nodes', () => {
  const containers = (Replicas: number, ports: number, ...constraints: string[]): number => {
    const service = {
      Mode: { Replicated: { Replicas } },
      EndpointSpec: { Ports: Array.from({ length: ports }, () => ({})) },
      TaskTemplate: on(...constraints),
    };
    return fitted(service as unknown as ServiceSpec, nodes).Mode.Replicated.Replicas;
  };
  assert.equal(containers(2, 1, 'node.id!=two', 'node.id!=silent'), 1);
  assert.equal(containers(2, 1), 2);
  assert.equal(containers(6, 0, 'node.id==one'), 6);
  // Swarm starts them all once their nodes are back.
  assert.equal(containers(2, 1, 'node.id==dead'), 2);
});
