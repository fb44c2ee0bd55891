import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deployments } from '../host/deployments.ts';
import type { JournalEntry } from '../host/journal.ts';
import { newTraffic, type Traffic } from '../watch/traffic.ts';
import { arrive } from './arrive.ts';
import type { Rollout, Target } from './target.ts';

interface Host {
  readonly target: Target;
  readonly journal: JournalEntry[];
}

/** A host of a rollout whose journal is a list; one that is lost writes nothing more. */
function host(name: string, traffic: Traffic, lost = new AbortController()): Host {
  const journal: JournalEntry[] = [];
  const run = async ([, , line = '']: readonly string[]): Promise<string> => {
    lost.signal.throwIfAborted();
    journal.push(JSON.parse(line) as JournalEntry);
    return '';
  };
  const target = {
    connection: { host: { name, target: name }, run, lost: lost.signal },
    app: { app: 'shop' },
    release: { id: 'b', label: 'shop:2' },
    before: { serving: 'a' },
    plan: { switch: [{ kind: 'switch', slot: 1 }] },
    done: {},
    traffic,
    report: () => undefined,
    say: () => undefined,
  };
  return { target: target as unknown as Target, journal };
}

const deployment = { id: 'd', began: Date.now() };
const lostHost = (): AbortController => {
  const lost = new AbortController();
  lost.abort(new Error('the line is cut'));
  return lost;
};

describe('a release that stands', () => {
  test('is put away after on all hosts, also when one is lost before it has written its end', async () => {
    const traffic = newTraffic();
    const [one, two] = [host('one', traffic), host('two', traffic, lostHost())];
    let putAway = 0;
    const arriving = arrive(
      {} as Rollout,
      [two.target, one.target],
      deployment,
      () => undefined,
      async () => {
        putAway += 1;
        assert.deepEqual(
          one.journal.map(({ type }) => type),
          ['deployment.finished'],
        );
      },
    );
    await assert.rejects(arriving, {
      code: 'PLAB_CLEAN_UP',
      message: /^the new release serves, .* put away on two: the line is cut$/,
    });
    assert.equal(putAway, 1);
  });

  test('goes without a lost host where that is allowed', async () => {
    const traffic = newTraffic();
    const [one, two] = [host('one', traffic), host('two', traffic, lostHost())];
    const rollout = { allowMissing: true } as Rollout;
    const records = await arrive(
      rollout,
      [one.target, two.target],
      deployment,
      () => undefined,
      async () => undefined,
    );
    assert.equal(records.length, 1);
    assert.equal(two.target.done.missing, true);
  });

  test('counts what the old one cut off when it went', async () => {
    const traffic = newTraffic();
    traffic.atSwitch = { total: 0, failed: 0 };
    traffic.fresh.total = 5;
    const { target, journal } = host('one', traffic);
    const [record] = await arrive(
      {} as Rollout,
      [target],
      deployment,
      () => undefined,
      async () => {
        assert.deepEqual(deployments(journal)[0]?.traffic, { requests: 5, lost: 0 });
        traffic.old.total += 1;
        traffic.old.failed += 1;
      },
    );
    assert.deepEqual(record?.traffic, { requests: 6, lost: 1 });
    assert.deepEqual(
      deployments(journal).map(({ traffic: counted }) => counted),
      [{ requests: 6, lost: 1 }],
    );
  });
});
