import assert from 'node:assert/strict';
import { test } from 'node:test';
import { destinationOf, parseDeployFile } from '../config/load.ts';
import { publishedPort, replicasOf } from './settings.ts';
import { paced, serviceSpec } from './spec.ts';
import { workloadOf } from './task-template.ts';

const file = 'app: shop\ndestinations: { p: { engine: swarm, hosts: [a, b, c, d] } }\n';
const { app } = destinationOf(parseDeployFile(file, 'deploy.yml'), 'p');
const release = {
  id: 'r1',
  image: 'sha256:config',
  label: 'shop:1',
  env: { A: 'b', KEY: 's' },
  secrets: ['KEY'],
};
const { web: template } = workloadOf(app, release, 'sha256:id');
const wanted = { app, release, service: { template, replicas: 3 }, by: 'me@here' };

test('a container gets the least it needs, and the image that is on the node', () => {
  const { Networks, ContainerSpec, Resources } = template;
  const { Healthcheck, Mounts, Labels, ...rest } = ContainerSpec;
  assert.deepEqual(rest, {
    Image: 'sha256:id',
    Env: ['A=b', 'KEY=s', 'PLAB_RELEASE=r1'],
    ReadOnly: true,
    CapabilityDrop: ['ALL'],
    Privileges: { NoNewPrivileges: true },
    StopGracePeriod: 30e9,
  });
  assert.deepEqual(Labels, {
    'plab.app': 'shop',
    'plab.release': 'r1',
    'plab.label': 'shop:1',
    'plab.secrets': 'KEY',
  });
  assert.deepEqual(Resources, { Limits: { MemoryBytes: 256 * 1024 * 1024, Pids: 256 } });
  assert.deepEqual(Networks, [{ Target: 'plab-shop' }]);
  assert.deepEqual(Healthcheck, { Interval: 2e9, Timeout: 5e9, Retries: 3, StartPeriod: 24e9 });
  assert.equal((Mounts as unknown[]).length, 1);
});

test('an update starts first where a node is free, and goes back by itself', () => {
  const { UpdateConfig, EndpointSpec, Mode } = serviceSpec(wanted, { free: 1, failureAction: 'rollback' });
  assert.deepEqual(UpdateConfig, {
    Parallelism: 1,
    Delay: 0,
    MaxFailureRatio: 0,
    Order: 'start-first',
    Monitor: 3e9,
    FailureAction: 'rollback',
  });
  assert.deepEqual(Mode, { Replicated: { Replicas: 3 } });
  assert.equal(EndpointSpec.Ports?.[0]?.PublishMode, 'host');
});

test('where no node is free, one container stops before the next starts', () => {
  const { UpdateConfig } = paced(serviceSpec(wanted, { free: 1, failureAction: 'rollback' }), app, {
    free: 0,
    failureAction: 'pause',
  });
  assert.equal(UpdateConfig.Order, 'stop-first');
  assert.equal(UpdateConfig.FailureAction, 'pause');
});

test('what has volumes stops before the next starts, for only its node has them', () => {
  const { web } = workloadOf({ ...app, volumes: { data: '/data' } }, release, 'sha256:id');
  assert.deepEqual(web.ContainerSpec.Mounts?.at(-1), {
    Type: 'volume',
    Source: 'shop-data',
    Target: '/data',
  });
  const service = { template: web, replicas: 1 };
  const { UpdateConfig } = serviceSpec({ ...wanted, service }, { free: 2, failureAction: 'rollback' });
  assert.deepEqual([UpdateConfig.Order, UpdateConfig.Parallelism], ['stop-first', 1]);
});

test('a role has its own command, variables and limit, no port and no health check', () => {
  const role = { command: ['work'], replicas: 2, env: { A: 'c' }, memory: 64 };
  const roles = { worker: role, far: { ...role, group: 'far' } };
  const [worker, far] = workloadOf({ ...app, roles }, release, 'sha256:id').roles;
  assert.deepEqual([worker?.name, worker?.replicas, far?.group], ['worker', 2, 'far']);
  const { Args, Env, Healthcheck, Labels, ReadOnly } =
    worker?.template.ContainerSpec ?? template.ContainerSpec;
  assert.deepEqual(
    { Args, Env, Healthcheck, ReadOnly },
    {
      Args: ['work'],
      Env: ['A=c', 'KEY=s', 'PLAB_RELEASE=r1'],
      Healthcheck: { Test: ['NONE'] },
      ReadOnly: true,
    },
  );
  assert.equal(Labels['plab.worker'], 'worker');
  assert.deepEqual(worker?.template['Resources'], { Limits: { MemoryBytes: 64 * 1024 * 1024, Pids: 256 } });
  const service = { role: 'worker', template, replicas: 2 };
  const { Name, EndpointSpec, UpdateConfig } = serviceSpec(
    { ...wanted, service },
    { free: 0, failureAction: 'rollback' },
  );
  assert.deepEqual([Name, EndpointSpec.Ports], ['plab-shop_worker', []]);
  assert.deepEqual([UpdateConfig.Order, UpdateConfig.Parallelism], ['start-first', 0]);
});

test('one node stays free, and each application has a port of its own', () => {
  assert.equal(replicasOf(app, 4), 3);
  assert.equal(replicasOf({ swarm: { replicas: 2 } }, 4), 2);
  assert.equal(publishedPort({ app: 'shop', swarm: { port: 8090 } }), 8090);
  const port = publishedPort(app);
  assert.ok(port >= 20_000 && port < 30_000);
  assert.notEqual(port, publishedPort({ ...app, app: 'blog' }));
});
