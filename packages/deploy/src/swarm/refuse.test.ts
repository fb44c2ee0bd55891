import assert from 'node:assert/strict';
import { test } from 'node:test';
import { destinationOf, parseDeployFile } from '../config/load.ts';
import { refusals, refuse } from './refuse.ts';

const appOf = (more: string): Parameters<typeof refusals>[0]['app'] =>
  destinationOf(
    parseDeployFile(
      `app: shop\n${more}destinations: { p: { engine: swarm, hosts: [a, b, c] } }\n`,
      'deploy.yml',
    ),
    'p',
  ).app;
const image = (config: object): { configBytes: Buffer } => ({
  configBytes: Buffer.from(JSON.stringify({ config })),
});

test('what a swarm cannot do is named, each with what to do instead', () => {
  for (const [more, expected] of [
    ['canary: { steps: [1, 10] }\n', /^canary: .*Leave `canary`/],
    ['warm: true\n', /^warm: .*Leave `warm` out/],
    ['volumes: { data: /data }\n', /^volumes: .*`swarm: \{ replicas: 1 \}`/],
    ['replicas: 2\n', /^replicas: .*Write `swarm: \{ replicas/],
  ] as const) {
    const found = refusals({ app: appOf(more), hosts: 3 });
    assert.equal(found.length, 1, more);
    assert.match(found[0] ?? '', expected);
  }
});

test('one node stays free for the next container', () => {
  const app = appOf('');
  assert.deepEqual(refusals({ app, hosts: 3 }), []);
  assert.match(refusals({ app, hosts: 1 })[0] ?? '', /at least two hosts/);
  assert.match(refusals({ app: { ...app, swarm: { replicas: 3 } }, hosts: 3 })[0] ?? '', /at most 2/);
});

test('what has volumes stays on as many nodes as are written, all of them at most', () => {
  const app = appOf('volumes: { data: /data }\n');
  const refused = (replicas: number): string[] =>
    refusals({ app: { ...app, swarm: { replicas } }, hosts: 3 });
  assert.deepEqual([refused(1), refused(3)], [[], []]);
  assert.match(refused(4)[0] ?? '', /at most 3/);
});

test('a name that Swarm would not take is refused', () => {
  const app = appOf(`roles: { ${'w'.repeat(20)}: { command: [work] } }\n`);
  assert.deepEqual(refusals({ app, hosts: 3 }), []);
  const [refused] = refusals({ app: { ...app, app: 'a'.repeat(41) }, hosts: 3 });
  assert.match(refused ?? '', /longer than the 63 characters/);
});

test('an image has to know how it is', () => {
  const app = appOf('');
  const test = ['CMD', 'check'];
  assert.deepEqual(refusals({ app, hosts: 3, image: image({ Healthcheck: { Test: test } }) }), []);
  for (const config of [{}, { Healthcheck: { Test: ['NONE'] } }])
    assert.match(refusals({ app, hosts: 3, image: image(config) })[0] ?? '', /HEALTHCHECK/);
  assert.throws(() => refuse({ app, hosts: 1, image: image({}) }), {
    code: 'PLAB_SWARM_CANNOT',
    message: /hosts: [^]*HEALTHCHECK/,
  });
});
