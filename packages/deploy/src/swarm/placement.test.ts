import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dismissed, rolesOf, samePlaces, type Surroundings, webOf } from './placement.ts';
import type { TaskTemplate } from './task-template.ts';

const template: TaskTemplate = { ContainerSpec: { Image: 'sha256:id', Labels: {} } };
const app = { app: 'shop' };
const host = (name: string, ...groups: string[]): Surroundings['hosts'][number] => ({ name, groups });
const member = (node: string, ...groups: string[]): Surroundings['members'][number] => ({
  node,
  connection: { host: host(node, ...groups) } as never,
});
const members = [member('n1', 'eu'), member('n2', 'eu'), member('n3', 'us')];
const around = {
  members,
  nodes: ['n3', 'n1', 'n2', 'away'].map((id) => ({ id, active: true })),
  hosts: [host('n1', 'eu'), host('n2', 'eu'), host('n3', 'us'), host('n4', 'africa')],
};

const withVolume = {
  ...template,
  ContainerSpec: { ...template.ContainerSpec, Mounts: [{ Type: 'volume' }] },
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
  const two = { ...app, swarm: { replicas: 2 } };
  const { replicas, template: web } = webOf(two, { web: withVolume }, around);
  assert.deepEqual([replicas, web.Placement?.Constraints], [2, ['node.id!=away', 'node.id!=n3']]);
  const worker = { name: 'worker', replicas: 3, template: withVolume };
  const [placed] = rolesOf(two, { roles: [worker] }, around);
  assert.deepEqual([placed?.replicas, placed?.template.Placement], [6, web.Placement]);
  // A host that is away and comes back gets none either.
  const present = { ...around, members: members.slice(0, 2) };
  assert.deepEqual(webOf(two, { web: withVolume }, present).template.Placement, web.Placement);
  assert.throws(() => rolesOf(two, { roles: [{ ...worker, group: 'us' }] }, around), {
    code: 'PLAB_SWARM_CANNOT',
    message: /none of the hosts with the volumes \(n1, n2\)/,
  });
  const away = { ...around, members: members.slice(1) };
  const one = { ...app, swarm: { replicas: 1 } };
  assert.throws(() => webOf(one, { web: withVolume }, away), { code: 'PLAB_SWARM_NODES', message: /n1/ });
  // One whose node with data is away waits for it; the others of its group have none.
  assert.deepEqual(rolesOf(one, { roles: [{ ...worker, group: 'eu' }] }, away), []);
});

test('one node is named, so that what joins the swarm later gets no container with data', () => {
  const one = { ...app, swarm: { replicas: 1 } };
  assert.deepEqual(webOf(one, { web: withVolume }, around).template.Placement, {
    Constraints: ['node.id==n1'],
  });
});

test('a node that was drained takes no data', () => {
  const nodes = around.nodes.map(({ id }) => ({ id, active: id !== 'n1' }));
  const two = webOf({ ...app, swarm: { replicas: 2 } }, { web: withVolume }, { ...around, nodes });
  assert.deepEqual([two.replicas, two.template.Placement?.Constraints], [1, ['node.id==n2']]);
  assert.throws(
    () => webOf({ ...app, swarm: { replicas: 1 } }, { web: withVolume }, { ...around, nodes }),
    /n1 .*availability active/,
  );
});

test('a role is dismissed when the release lacks it or no host is in its group, not when they are away', () => {
  const role = { replicas: 1, template };
  const roles = [
    { name: 'africa', group: 'africa', ...role },
    { name: 'asia', group: 'asia', ...role },
  ];
  assert.deepEqual(rolesOf(app, { roles }, around), []);
  assert.deepEqual(dismissed(['africa', 'asia', 'gone'], { roles }, around), ['asia', 'gone']);
});
