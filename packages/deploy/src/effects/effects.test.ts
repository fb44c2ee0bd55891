import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeployEvent } from '../rollout/events.ts';
import { numbered } from './effects.ts';
import { callName, commandName } from './names.ts';

test('effects get their numbers in order, are told before they are done, and one can fail instead', async () => {
  const order: string[] = [];
  const report = (event: DeployEvent): void =>
    void (event.type === 'effect' && order.push(`${event.n} ${event.host} ${event.name}`));
  const effects = numbered(report, async ({ n }, run) => {
    if (n === 2) throw new Error('EIO');
    return await run();
  });
  const done = async (name: string): Promise<string> =>
    await effects('one', name, async () => {
      order.push(`did ${name}`);
      return name;
    });
  assert.equal(await done('lock'), 'lock');
  await assert.rejects(done('arm'), { message: 'EIO' });
  assert.equal(await done('disarm'), 'disarm');
  assert.deepEqual(order, ['1 one lock', 'did lock', '2 one arm', '3 one disarm', 'did disarm']);
});

test('a call of the engine is an effect unless it only asks', () => {
  const names: readonly (readonly [string, string, string | undefined])[] = [
    ['GET', '/containers/json?all=1', undefined],
    ['HEAD', '/containers/x/archive', undefined],
    ['POST', '/containers/app-1/wait?', undefined],
    ['POST', '/containers/create?name=app-1', 'container.create'],
    ['POST', '/containers/app-1/start', 'container.start'],
    ['POST', '/v1.41/containers/app-1/stop?t=5', 'container.stop'],
    ['DELETE', '/containers/app-1?force=true', 'container.remove'],
    ['POST', '/networks/create', 'network.create'],
    ['POST', '/images/create?fromImage=x', 'image.pull'],
    ['POST', '/v4.0.0/libpod/images/pull?', 'image.pull'],
    ['POST', '/images/load?', 'image.load'],
    ['POST', '/images/127.0.0.1:5000/0a/app@sha256:12/tag?repo=plab', 'image.tag'],
    ['DELETE', '/images/plab/app:1', 'image.remove'],
  ];
  for (const [method, path, name] of names) assert.equal(callName(method, path), name, `${method} ${path}`);
});

test('commands of the proxy are an effect unless all only show', () => {
  assert.equal(commandName(['show info']), undefined);
  assert.equal(commandName(['show servers state app', 'show info']), undefined);
  assert.equal(commandName(['add server app/r-1 10.0.0.1:80 weight 1']), 'proxy add server');
  assert.equal(
    commandName(['add server app/r-1 10.0.0.1:80 check', 'enable health app/r-1', 'show info']),
    'proxy add server',
  );
  assert.equal(
    commandName(['add server app/r-1 10.0.0.1:80', 'set server app/r-1 state ready']),
    'proxy set server',
  );
  assert.equal(
    commandName(['set server app/r-1 state ready', 'set server app/r-0 state maint']),
    'proxy set server',
  );
});
