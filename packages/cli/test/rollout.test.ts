import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { probe, rollback, status } from '@pipeline-lab/deploy';
import {
  behaviours,
  buildVersion,
  createLab,
  deployTo,
  lastRecord,
  readAhead,
  served,
  type TestLab,
} from './lab.ts';

const { signal } = new AbortController();
let lab: TestLab;

before(async () => {
  lab = await createLab({ cold: true });
});

after(async () => await lab.destroy());

const version = async (tag: string): Promise<string> => await buildVersion(lab, tag, behaviours.healthy(tag));

describe('a rollout', () => {
  test('the first one ships everything and goes live', async () => {
    const record = await deployTo(lab, await version('one'));
    assert.equal(record.result, 'released');
    assert.equal(record.shipped?.layersReused, 0);
    assert.equal(await served(lab), 'one');
  });

  test('the next one ships what changed, and no request is lost', async () => {
    const image = await version('two');
    const over = new AbortController();
    const traffic = probe(lab.url, 200, over.signal);
    const record = await deployTo(lab, image);
    over.abort();
    const { sent, lost, losses } = await traffic;
    assert.equal(lost, 0, losses.join('\n'));
    assert.ok(sent > 100, `${sent} requests`);
    assert.equal(record.shipped?.layersSent, 1);
    assert.ok((record.shipped?.bytes ?? Infinity) < 50_000, `${record.shipped?.bytes} bytes`);
    assert.equal(await served(lab), 'two');
  });

  test('the same image again changes nothing', async () => {
    const record = await deployTo(lab, 'plab-test-app:two');
    assert.equal(record.result, 'unchanged');
    assert.equal(await served(lab), 'two');
  });

  test('a roll-back goes back one release, then one more, then says that there is none', async () => {
    await deployTo(lab, await version('three'));
    const back = async (wanted?: string): Promise<string> => {
      const release = wanted === undefined ? {} : { release: wanted };
      await rollback({ app: lab.app, hosts: [lab.host.host], ...release }, () => undefined, signal);
      return await served(lab);
    };
    assert.equal(await back(), 'two');
    assert.equal(await back(), 'one');
    await assert.rejects(back(), { code: 'PLAB_NO_RELEASE' });
    await assert.rejects(back('production'), {
      code: 'PLAB_NOT_DEPLOYED',
      message: /no release “production”/,
    });
    assert.equal(await served(lab), 'one');
  });

  test('status tells what serves, what is kept and what was', async () => {
    const { state, deployments } = await status(lab.app, lab.host.host, signal);
    const labels = new Map(state.releases.map(({ id, label }) => [id, label]));
    assert.equal(labels.get(state.serving ?? ''), 'plab-test-app:one');
    assert.deepEqual([...labels.values()].sort(), [
      'plab-test-app:one',
      'plab-test-app:three',
      'plab-test-app:two',
    ]);
    assert.deepEqual(
      deployments.map(({ result }) => result),
      ['released', 'released', 'unchanged', 'released', 'released', 'released'],
    );
  });

  test('no more releases are kept than asked for, and the app stays', async () => {
    for (const tag of ['four', 'five', 'six']) await deployTo(lab, await version(tag));
    const { state } = await status(lab.app, lab.host.host, signal);
    assert.equal(state.releases.length, lab.app.keep.releases);
    assert.deepEqual(state.idleServers, []);
    assert.equal(await served(lab), 'six');
  });
});

describe('a version that is broken', () => {
  for (const [what, program, code, result, message] of [
    ['is sick', behaviours.sick, 'PLAB_NOT_HEALTHY', 'failed', /answered 500 sick/],
    ['crashes', behaviours.crashing, 'PLAB_NOT_HEALTHY', 'failed', /stopped with code 3/],
    ['never answers', behaviours.silent, 'PLAB_NOT_HEALTHY', 'failed', /nothing answered within 5 s/],
    ['fails after the switch', behaviours.failingLater, 'PLAB_WATCH', 'rolled-back', /500/],
  ] as const) {
    test(`that ${what} is taken back; the old one serves`, async () => {
      const image = await buildVersion(lab, what.replaceAll(' ', '-'), program);
      const said: string[] = [];
      const report = (event: { type: string; text?: string }): void =>
        void (event.type === 'say' && said.push(event.text ?? ''));
      await assert.rejects(deployTo(lab, image, report), (error: unknown) => {
        assert.ok(error instanceof Error && 'code' in error);
        assert.equal(error.code, code);
        assert.match(error.message, message);
        return true;
      });
      if (what === 'crashes')
        assert.ok(
          said.some((line) => line.includes('no database')),
          'its log is shown',
        );
      assert.equal(await served(lab), 'six');
      assert.equal((await lastRecord(lab))?.result, result);
      const { state } = await status(lab.app, lab.host.host, signal);
      assert.equal(state.releases.filter(({ running }) => running).length, 1);
    });
  }

  test('the next good version goes live after all that', async () => {
    await deployTo(lab, await version('seven'));
    assert.equal(await served(lab), 'seven');
  });
});

describe('an interruption', () => {
  for (const step of ['ship', 'create', 'health', 'switch', 'watch'] as const) {
    test(`at “${step}” leaves the old version serving, and the next deployment works`, async () => {
      const image = await version(`stopped-${step}`);
      const stop = new AbortController();
      const report = (event: { type: string; step?: string }): void => {
        if (event.type === 'step.started' && event.step === step) stop.abort(new Error('interrupted'));
      };
      const serving = await served(lab);
      await assert.rejects(deployTo(lab, image, report, stop.signal));
      assert.equal(await served(lab), serving);
      await deployTo(lab, image);
      assert.equal(await served(lab), `stopped-${step}`);
    });
  }
});

test('two deployments at once: the second one says who holds the lock', async () => {
  const [one, two] = [await version('first'), await version('second')];
  await readAhead(lab, two);
  let second: Promise<unknown> | undefined;
  const slow = { ...lab, app: { ...lab.app, watch: 6 } };
  await deployTo(slow, one, (event) => {
    if (event.type === 'phase' && event.phase === 'watch')
      second = assert.rejects(deployTo(lab, two), { code: 'PLAB_LOCKED', message: /pid \d+/ });
  });
  await second;
  assert.equal(await served(lab), 'first');
});
