import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rolesOf, samePlaces, webOf } from './placement.ts';
import type { TaskTemplate } from './task-template.ts';

const template: TaskTemplate = { ContainerSpec: { Image: 'sha256:id', Labels: {} } };
const member = (node: string, ...groups: string[]): Parameters<typeof rolesOf>[1]['members'][number] => ({
  node,
  connection: { host: { name: node, groups } } as never,
});
const members = [member('n1', 'eu'), member('n2', 'eu'), member('n3', 'us')];
const around = { members, nodes: ['n3', 'n1', 'n2', 'away'].map((id) => ({ id })), hosts: 4 };

test('a role has its containers on the nodes of its group, and where none is, none', () => {
  const role = { replicas: 2, template };
  const roles = [
    { name: 'all', ...role },
    { name: 'eu', group: 'eu', ...role },
    { name: 'asia', group: 'asia', ...role },
  ];
  const placed = rolesOf({ roles }, around);
  assert.deepEqual(
    placed.map((each) => [each.role, each.replicas, each.template.Placement?.Constraints]),
    [
      ['all', 6, undefined],
      ['eu', 4, ['node.id!=away', 'node.id!=n3']],
    ],
  );
  const [all, eu] = placed;
  assert.ok(all !== undefined && eu !== undefined && !samePlaces(all.template, eu.template));
  assert.ok(samePlaces(template, { ...template, Placement: {} }));
});

test('what serves may be on any node, one of which stays free', () => {
  assert.deepEqual(webOf({}, { web: template }, around), { replicas: 3, template });
});
