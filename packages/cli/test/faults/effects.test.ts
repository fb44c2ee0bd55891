import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { buildVersion, createLab, deployTo, type TestLab } from '../lab.ts';
import { program } from './app.ts';
import { effectsOf, tryAtEffect, usualEffects, type Version } from './at-effect.ts';

let lab: TestLab;
const versions: Version[] = [];
let effects: string[];

before(async () => {
  lab = await createLab();
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

/** The most telling ones; `./plab test --all` has every effect with every fault. */
describe('no request is lost, and the next deployment leaves nothing behind', () => {
  for (const [index, [kind, name, serves]] of (
    [
      ['kill', 'journal step switch', 'old'],
      ['cut', 'confirm', 'old'],
      ['lose', 'confirm', 'old'],
    ] as const
  ).entries())
    test(`${kind} at ${name}: the ${serves} release serves`, async () => {
      const [old, fresh] = [nth(index + 2), nth(index)];
      const n = effects.indexOf(name) + 1;
      const { after: answer, problems } = await tryAtEffect(lab, kind, n, { old, fresh });
      assert.deepEqual(problems, []);
      assert.equal(answer, (serves as string) === 'old' ? old.version : fresh.version);
    });
});
