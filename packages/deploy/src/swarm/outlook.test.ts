import assert from 'node:assert/strict';
import { test } from 'node:test';
import { destinationOf, parseDeployFile } from '../config/load.ts';
import { isThere } from './outlook.ts';
import { sampleNode } from './samples.ts';

const plain = destinationOf(
  parseDeployFile('app: shop\ndestinations: { p: { engine: swarm, hosts: [a, b] } }\n', 'deploy.yml'),
  'p',
).app;
const hosts = [
  { name: 'a', target: 'a', groups: [] },
  { name: 'b', target: 'b', groups: ['eu'] },
];
const members = hosts.map((host) => ({ node: host.name, connection: { host } })) as never;
const nodes = hosts.map(({ name }) => sampleNode(name));
const nothing = { service: undefined, roles: new Map(), tasks: [], nodes, kept: [], serving: undefined };
const release = { id: 'r', image: 'sha256:id', label: 'one', env: {}, secrets: [] };
const look = (more: Partial<typeof plain>, state: Parameters<typeof isThere>[3] = nothing): boolean =>
  isThere({ app: { ...plain, ...more }, hosts }, { members }, release, state);

test('what cannot be placed is told before anything is done', () => {
  const mail = { command: ['work'], replicas: 1, env: {}, group: 'eu' };
  const app = { volumes: { data: '/data' }, swarm: { replicas: 1 }, roles: { mail } };
  assert.throws(() => look(app), { code: 'PLAB_SWARM_CANNOT', message: /roles\.mail: .*volumes \(a\)/ });
  assert.equal(look({}), false);
});

test('a kept release with volumes needs the number of its containers, though deploy.yml has no volumes now', () => {
  const Mounts = [{ Type: 'volume' }];
  const web = { ContainerSpec: { Image: 'sha256:id', Labels: {}, Mounts } };
  const kept = [{ ...release, created: 0, workload: { web, roles: [] } }];
  assert.throws(() => look({}, { ...nothing, kept }), { code: 'PLAB_SWARM_CANNOT', message: /volumes: / });
  assert.equal(look({ swarm: { replicas: 1 } }, { ...nothing, kept }), false);
});
