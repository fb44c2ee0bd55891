import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  deploy,
  type DeployEvent,
  type DeploymentRecord,
  type DeployRequest,
  parseDeployFile,
  promote,
  watchStatuses,
} from '@pipeline-lab/deploy';
import { connectEngine, type Engine } from '@pipeline-lab/image';
import {
  acceptSsh,
  createHost,
  destroyLab,
  ensureHostImage,
  type LabHost,
  refuseSsh,
} from '@pipeline-lab/lab';
import { behaviours, buildVersion, fromEnvironment } from './lab.ts';
import { newSigner } from './signed.ts';

const { signal } = new AbortController();
const names = ['one', 'two', 'three'];
const namespace = `plab-test-fleet-${process.pid}`;
const { destinations: _, ...app } = parseDeployFile(
  'app: fleet-app\nport: 5000\nwatch: 2\ndrain: 3\nkeep: 2\ndestinations: { production: { hosts: [one, two, three] } }\n',
  'deploy.yml',
);

let engine: Engine;
let stateDir = '';
let hosts: LabHost[] = [];

before(async () => {
  engine = await connectEngine(process.env);
  stateDir = await mkdtemp(join(tmpdir(), 'plab-fleet-'));
  const options = { namespace, stateDir, webPort: 0, say: () => undefined, signal };
  const debianBase = fromEnvironment('DEBIAN_BASE');
  const image = await ensureHostImage(engine.docker, { debianBase, ...options });
  hosts = await Promise.all(names.map((name) => createHost(engine.docker, { ...options, name, image })));
});

after(async () => {
  await destroyLab(engine.docker, { namespace, stateDir });
  await rm(stateDir, { recursive: true, force: true });
});

interface Options {
  readonly allowMissing?: boolean;
  readonly batch?: number;
  readonly report?: (event: DeployEvent) => void;
}

async function roll(
  tag: string,
  { allowMissing = false, batch, report = () => undefined }: Options = {},
): Promise<DeploymentRecord[]> {
  const image = await buildVersion({ engine, stateDir }, tag, behaviours.healthy(tag));
  const all = hosts.map(({ host }) => host);
  const wanted = {
    ...base(),
    app: { ...app, rollout: { batch } },
    hosts: all,
    image,
    allowMissing,
  };
  return await deploy(wanted, report, signal);
}

/** What all deployments of this file have in common. */
function base(): Pick<DeployRequest, 'engine' | 'app' | 'env' | 'secrets' | 'storeFolder'> {
  return { engine, app, env: {}, secrets: {}, storeFolder: join(stateDir, 'layers') };
}

async function served(): Promise<string[]> {
  return await Promise.all(
    hosts.map(async ({ webPort }) => await (await fetch(`http://127.0.0.1:${webPort}/`)).text()),
  );
}

/** Waits until every host answers as expected; one that goes back by itself does so within seconds. */
async function untilServed(expected: readonly string[]): Promise<void> {
  const end = Date.now() + 20_000;
  while (Date.now() < end && (await served()).join() !== expected.join())
    await new Promise((resolve) => setTimeout(resolve, 100));
  assert.deepEqual(await served(), expected);
}

function second(): LabHost {
  const [, host] = hosts;
  assert.ok(host);
  return host;
}

/** Takes the second host out of reach at the beginning of a step, as when its network fails. */
function loseAt(step: string): {
  report: (event: DeployEvent) => void;
  seen: DeployEvent[];
  lost: () => Promise<void>;
} {
  const seen: DeployEvent[] = [];
  let losing: Promise<void> = Promise.resolve();
  let begun = false;
  const report = (event: DeployEvent): void => {
    seen.push(event);
    if (begun || event.type !== 'step.started' || event.host !== 'two' || event.step !== step) return;
    begun = true;
    losing = refuseSsh(engine.docker, second());
  };
  return { report, seen, lost: async () => await losing };
}

describe('three hosts', () => {
  test('are switched in batches, and all of them are confirmed together', async () => {
    const phases: string[] = [];
    const switched: string[] = [];
    await roll('first', {
      batch: 2,
      report: (event) => {
        if (event.type === 'phase') phases.push(event.phase);
        if (event.type === 'step.started' && event.step === 'switch')
          switched.push(`${phases.length} ${event.host}`);
      },
    });
    assert.deepEqual(phases.slice(2), [
      'proxy',
      'prepare',
      'start',
      'switch',
      'watch',
      'switch',
      'watch',
      'confirm',
      'finalize',
    ]);
    assert.equal(new Set(switched.map((text) => text.split(' ')[0])).size, 2);
    assert.deepEqual(await served(), ['first', 'first', 'first']);
  });

  test('one gone before: nothing happens to the others, or they go on when that is allowed', async () => {
    await refuseSsh(engine.docker, second());
    await assert.rejects(roll('before'), { code: 'PLAB_SSH_REFUSED' });
    assert.deepEqual(await served(), ['first', 'first', 'first']);
    const events: DeployEvent[] = [];
    const records = await roll('before', { allowMissing: true, report: (event) => events.push(event) });
    assert.equal(records.length, 2);
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'missing' ? event.host : [])),
      ['two'],
    );
    assert.deepEqual(await served(), ['before', 'first', 'before']);
    await acceptSsh(engine.docker, second());
    await roll('before');
    assert.deepEqual(await served(), ['before', 'before', 'before']);
  });

  for (const [when, step] of [
    ['before the switch', 'start'],
    ['after the switch', 'watch'],
  ] as const) {
    test(`one gone ${when}: all go back, or the others go on when that is allowed`, async () => {
      const [old] = await served();
      assert.ok(old);
      const failing = loseAt(step);
      await assert.rejects(roll(`all-${step}`, { report: failing.report }));
      await failing.lost();
      await untilServed([old, old, old]);
      await acceptSsh(engine.docker, second());
      const allowed = loseAt(step);
      const records = await roll(`some-${step}`, { allowMissing: true, report: allowed.report });
      await allowed.lost();
      assert.equal(records.length, 2);
      assert.ok(allowed.seen.some((event) => event.type === 'missing' && event.host === 'two'));
      await untilServed([`some-${step}`, old, `some-${step}`]);
      await acceptSsh(engine.docker, second());
      await roll(`some-${step}`);
      assert.deepEqual(
        await served(),
        names.map(() => `some-${step}`),
      );
    });
  }

  test('what one serves is promoted to another, with what was signed of it, out of the host when the local engine has it no longer', async () => {
    const [one, , three] = hosts;
    assert.ok(one && three);
    const image = await buildVersion({ engine, stateDir }, 'promoted', behaviours.healthy('promoted'));
    const signer = newSigner({ engine, stateDir });
    const bundle = await signer.sign(image);
    const here = { ...signer.trust, find: async () => bundle };
    const request = {
      ...base(),
      env: { STAGE: 'b' },
      trust: { ...signer.trust, find: async () => undefined },
    };
    await deploy({ ...request, hosts: [one.host], image, trust: here }, () => undefined, signal);
    await engine.docker.getImage(image).remove({ force: true });
    const stop = new AbortController();
    const changes: (string | undefined)[] = [];
    const watching = watchStatuses(
      app,
      [three.host],
      ({ state }) => changes.push(state.serving),
      stop.signal,
      { interval: 100 },
    );
    const said: string[] = [];
    const report = (event: DeployEvent): void => void (event.type === 'say' && said.push(event.text));
    const [record] = await promote({ ...request, from: [one.host], hosts: [three.host] }, report, signal);
    assert.ok(said.some((text) => text.includes('read from here')));
    assert.equal(record?.label, image);
    assert.equal((await served())[2], 'promoted');
    stop.abort();
    await watching;
    assert.ok(changes.length > 1 && changes.includes(record?.release), 'the watched status told of it');
    await assert.rejects(
      promote({ ...request, from: hosts.map(({ host }) => host), hosts: [three.host] }, report, signal),
      { code: 'PLAB_PROMOTE', message: /serve different images: one \S+promoted, two/ },
    );
  });
});
