import assert from 'node:assert/strict';
import { test } from 'node:test';
import { again } from './change-back.ts';
import type { Node } from './cluster.ts';
import { sampleNode } from './samples.ts';
import type { TaskTemplate } from './task-template.ts';

const node = (id: string, down = false): Node => sampleNode(id, { ready: !down, down, gone: down });
const on = (...Constraints: string[]): TaskTemplate => ({
  ContainerSpec: { Image: 'sha256:id', Labels: {} },
  Placement: { Constraints },
});
const constraintsOf = (...templates: [TaskTemplate, TaskTemplate, Node[]]): readonly string[] | undefined =>
  again(...templates).Placement?.Constraints;

test('the way back leads to where the data is, by the ids that the nodes have now', () => {
  const [one, two] = [on('node.id==one'), on('node.id==two')];
  // deploy.yml has the hosts in another order by now.
  assert.deepEqual(constraintsOf(one, two, [node('one'), node('two')]), ['node.id==one']);
  // The node left the swarm and joined it again.
  assert.deepEqual(constraintsOf(one, two, [node('one', true), node('two')]), ['node.id==two']);
  assert.deepEqual(constraintsOf(one, two, [node('two')]), ['node.id==two']);
  // All are away: as it was, for when they come back.
  assert.deepEqual(constraintsOf(one, two, [node('one', true), node('two', true)]), ['node.id==one']);
});

test('a node that joined since is left out', () => {
  const nodes = [node('one'), node('two'), node('three'), node('joined')];
  const now = ['node.id!=joined', 'node.id!=three'];
  assert.deepEqual(constraintsOf(on('node.id!=three'), on(...now), nodes), now);
});

test('what may be anywhere stays so', () => {
  const { Placement: _, ...anywhere } = on();
  assert.equal(again(anywhere, anywhere, [node('one')]), anywhere);
});
