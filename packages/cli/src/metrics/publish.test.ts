import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { deliveriesOf, ended } from './delivery.ts';
import { noteDeliveries, readTotals } from './totals.ts';

type Deployments = Parameters<typeof ended>[0];

const deployments = (...results: readonly Deployments[number]['result'][]): Deployments =>
  results.map((result, index) => ({
    id: `${index}`,
    at: new Date(index * 1000).toISOString(),
    by: 'a@b',
    verb: 'deploy',
    release: 'r',
    label: 'shop:1',
    commit: undefined,
    result,
    ms: 1000,
    bytes: 0,
    error: undefined,
    hosts: ['a'],
  }));

const place = { app: 'shop', destination: 'production' };

test('a deployment without an end has died when another one came after it, else it may run still', () => {
  const found = ended(deployments('cut', 'released', 'cut'));
  assert.deepEqual(
    found.map(({ id, result }) => `${id} ${result}`),
    ['0 cut', '1 released'],
  );
});

test('a deployment is counted once, whoever tells of it', async (t) => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'plab-totals-'));
  t.after(() => rm(stateFolder, { recursive: true, force: true }));
  const said: string[] = [];
  const here = { stateFolder, say: (text: string) => void said.push(text) };
  noteDeliveries(here, deliveriesOf(place, deployments('released', 'failed')));
  noteDeliveries(here, deliveriesOf(place, deployments('released', 'failed', 'rolled-back')));
  const { deliveries } = await readTotals(here);
  assert.deepEqual(
    deliveries.map(({ id, result }) => `${id} ${result}`),
    ['0 released', '1 failed', '2 rolled-back'],
  );
  assert.ok(!('error' in (deliveries[0] ?? {})), 'no messages');
  assert.deepEqual(said, []);
});

test('of commands that count and write at once, none makes a counter fall', async (t) => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'plab-publish-'));
  t.after(() => rm(stateFolder, { recursive: true, force: true }));
  const module = (name: string): string => JSON.stringify(new URL(name, import.meta.url));
  const program = `
    import { readFileSync } from 'node:fs';
    const { noteDeliveries, readTotals } = await import(${module('totals.ts')});
    const { publish } = await import(${module('publish.ts')});
    const [stateFolder, who] = process.argv.slice(1);
    const textfile = stateFolder + '/plab.prom';
    const place = { stateFolder, say: (text) => { throw new Error(text); } };
    for (let n = 0; n < 40; n += 1) {
      const id = who + n;
      noteDeliveries(place, [{ app: 'shop', destination: 'production', id, at: new Date().toISOString(),
        verb: 'deploy', release: id, label: id, result: 'released', bytes: 0 }]);
      const counted = (await readTotals(place)).deliveries.length;
      await publish(place, { textfile });
      const [, told] = /_deployments_total\\{.*"success"\\} (\\d+)/.exec(readFileSync(textfile, 'utf8'));
      if (Number(told) < counted) throw new Error(told + ' are told and ' + counted + ' counted');
    }`;
  const writers = ['a', 'b', 'c'].map((who) =>
    spawn(process.execPath, ['--input-type=module', '-e', program, stateFolder, who], { stdio: 'inherit' }),
  );
  const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0] as number));
  assert.deepEqual(codes, [0, 0, 0]);
  assert.match(
    await readFile(join(stateFolder, 'plab.prom'), 'utf8'),
    /_deployments_total\{.*"success"\} 120\n/,
  );
  assert.deepEqual((await readdir(stateFolder)).toSorted(), ['ledger', 'plab.prom']);
});
