import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rolesOf, samePlaces, webOf } from './placement.ts';
import type { TaskTemplate } from './task-template.ts';

const template: TaskTemplate = { ContainerSpec: { Image: 'sha256:id', Labels: {} } };
const app = { app: 'shop' };
const member = (node: string, ...groups: string[]): Parameters<typeof rolesOf>[2]['members'][number] => ({
  node,
  connection: { host: { name: node, groups } } as never,
});
const members = [member('n1', 'eu'), member('n2', 'eu'), member('n3', 'us')];
const around = {
  members,
  nodes: ['n3', 'n1', 'n2', 'away'].map((id) => ({ id })),
  hosts: ['n1', 'n2', 'n3', 'n4'],
};

test('a role has its containers on the nodes of its group, and where none is, none', () => {
  const role = { replicas: 2, template };
  const roles = [
    { name: 'all', ...role },
    { name: 'eu', group: 'eu', ...role },
    { name: 'asia', group: 'asia', ...role },
  ];
  const placed = rolesOf(app, { roles }, around);
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
  assert.deepEqual(webOf(app, { web: template }, around), { replicas: 3, template });
});

test('what has volumes stays where they are: on the first hosts', () => {
  const Mounts = [{ Type: 'volume' }];
  const kept = { ...template, ContainerSpec: { ...template.ContainerSpec, Mounts } };
  const two = { ...app, swarm: { replicas: 2 } };
  const { replicas, template: web } = webOf(two, { web: kept }, around);
  assert.deepEqual([replicas, web.Placement?.Constraints], [2, ['node.id!=away', 'node.id!=n3']]);
  const worker = { name: 'worker', replicas: 3, template: kept };
  const [placed] = rolesOf(two, { roles: [worker] }, around);
  assert.deepEqual([placed?.replicas, placed?.template.Placement], [6, web.Placement]);
  // A host that is away and comes back gets none either.
  const present = { ...around, members: members.slice(0, 2) };
  assert.deepEqual(webOf(two, { web: kept }, present).template.Placement, web.Placement);
  assert.throws(() => rolesOf(two, { roles: [{ ...worker, group: 'us' }] }, around), {
    code: 'PLAB_SWARM_CANNOT',
    message: /none of the hosts with the volumes \(n1, n2\)/,
  });
  const away = { ...around, members: members.slice(1) };
  assert.throws(() => webOf({ ...app, swarm: { replicas: 1 } }, { web: kept }, away), {
    code: 'PLAB_SWARM_NODES',
    message: /n1/,
  });
});
