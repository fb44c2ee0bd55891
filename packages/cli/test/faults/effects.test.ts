import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { buildVersion, createLab, deployTo, type TestLab } from '../lab.ts';
import { program } from './app.ts';
import { effectsOf, tryAtEffect, usualEffects, type Version } from './at-effect.ts';

let lab: TestLab;
const versions: Version[] = [];
let effects: string[];

before(async () => {
  lab = await createLab({ cold: true });
  lab = { ...lab, app: { ...lab.app, keep: { releases: 2 }, drain: 1, watch: 1 } };
  for (const version of ['a', 'b', 'c'])
    versions.push({ version, image: await buildVersion(lab, `effect-${version}`, program(version)) });
  await deployTo(lab, nth(0).image);
  await deployTo(lab, nth(1).image);
  effects = await effectsOf(lab, nth(2));
});
after(async () => await lab.destroy());

function nth(index: number): Version {
  const found = versions[index % versions.length];
  assert.ok(found !== undefined);
  return found;
}

test('a deployment changes a host in this order, and in no other way', () => {
  assert.deepEqual(effects, usualEffects);
});

test('a link that is cut before the first change is taken up again', async () => {
  const [old, fresh] = [nth(2), nth(3)];
  const trial = await tryAtEffect(lab, 'cut', effects.indexOf('journal deployment.started') + 1, {
    old,
    fresh,
  });
  assert.deepEqual(trial.problems, []);
  assert.deepEqual(trial.outcome.results, ['released']);
});

/** The most telling ones; `./plab test --all` has every effect with every fault. */
describe('the old release serves, nothing is lost, and the next deployment leaves nothing behind', () => {
  const cases = [
    ['kill', 'journal step switch', 'rolled-back'],
    ['lose', 'arm', 'failed'],
    ['lose', 'confirm', 'rolled-back'],
  ] as const;
  for (const [index, [kind, name, result]] of cases.entries())
    test(`${kind} at ${name}: the journal says ${result}`, async () => {
      const [old, fresh] = [nth(index + 3), nth(index + 4)];
      const trial = await tryAtEffect(lab, kind, effects.indexOf(name) + 1, { old, fresh });
      assert.deepEqual(trial.problems, []);
      assert.equal(trial.journal, result);
      assert.equal(trial.after, old.version);
    });
});
