import assert from 'node:assert/strict';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { createPullHost, createRegistry, type PullHost, until } from '../../test/pull-host.ts';
import { endForeignPulls } from './foreign-pulls.ts';
import { keepPulling } from './keep-pulling.ts';
import { leftPull } from './left-pull.ts';

const token = 'a'.repeat(32);
let host: PullHost;

beforeEach(async () => {
  host = await createPullHost();
});

afterEach(async () => await host.close());

describe('what another application was left with', () => {
  const seen = async (minutesAgo: number): Promise<void> => {
    const at = new Date(Date.now() - minutesAgo * 60_000);
    await utimes(join(host.state, 'other', 'pull.port'), at, at);
  };
  let said: string[];

  beforeEach(() => void (said = []));

  const end = async (): Promise<number> => {
    const connection = await host.connect('app');
    const ending = await endForeignPulls(connection, (text) => said.push(text));
    await ending.end();
    await connection.close();
    return (await host.pulls()).length;
  };

  test('ends, once its deployer is gone for more than a minute', async () => {
    host.engine = () => undefined;
    const other = await host.connect('other');
    await keepPulling(other, 'docker', await goneRegistry(), 1);
    await seen(2);
    assert.ok((await end()) > 0, 'its lock is held');
    await other.close();
    await seen(0);
    assert.ok((await end()) > 0, 'its registry was seen a moment ago');
    assert.deepEqual(said, []);
    await seen(2);
    await end();
    await until(async () => (await host.pulls()).length === 0);
    assert.match(said.join('\n'), /^ended what a deployment of other that died/);
    assert.deepEqual(await host.notes('other'), []);
  });

  test('is none of ours when a process of the same number is another one', async () => {
    const other = await host.connect('other');
    await other.close();
    await writeFile(join(host.state, 'other', 'pull'), `${process.pid} 1 1 ${token}/other@sha256:1\n`);
    await writeFile(join(host.state, 'other', 'pull.port'), '1\n');
    await seen(2);
    await end();
    const again = await host.connect('other');
    assert.equal(await leftPull(again), undefined);
    assert.deepEqual(said, []);
  });

  async function goneRegistry(): ReturnType<typeof createRegistry> {
    const registry = await createRegistry(`${token}/other`, Buffer.alloc(0));
    await registry.close();
    return registry;
  }
});
