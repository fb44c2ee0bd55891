import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildVersion, createLab, deployTo, type TestLab } from '../../test/lab.ts';
import { program } from '../../test/faults/app.ts';
import {
  effectsOf,
  type FaultKind,
  tryAtEffect,
  usualEffects,
  type Version,
} from '../../test/faults/at-effect.ts';
import type { Table } from './page.ts';
import { writeRows } from './write-page.ts';

const kinds: Readonly<Record<FaultKind, string>> = {
  kill: 'Deployer killed',
  cut: 'Link cut',
  fail: 'I/O error',
  lose: 'Answer lost',
};
const letters = ['a', 'b', 'c', 'd'] as const;

let lab: TestLab;
let versions: Version[];
let at = 0;
let old: Version;

before(async () => {
  lab = await createLab({ cold: true });
  lab = { ...lab, app: { ...lab.app, keep: { releases: 2 }, drain: 1, watch: 1 } };
  versions = [];
  for (const version of letters)
    versions.push({ version, image: await buildVersion(lab, `effects-${version}`, program(version)) });
  for (const { image } of versions) await deployTo(lab, image);
  old = nextVersion();
  assert.deepEqual(await effectsOf(lab, old), usualEffects);
});
after(async () => await lab.destroy());

/** So many in turn that each is off the host again before it comes back. */
function nextVersion(): Version {
  const found = versions[at % versions.length];
  assert.ok(found !== undefined);
  at += 1;
  return found;
}

const table: Table = {
  name: 'effects',
  head: ['Effect', ...Object.values(kinds)],
  order: usualEffects.map((name, position) => `${position + 1} ${name}`),
};

for (const [index, kind] of (Object.keys(kinds) as FaultKind[]).entries())
  for (const [position, name] of usualEffects.entries()) {
    const n = position + 1;
    test(`${kinds[kind]} at ${n}, ${name}`, async () => {
      const [before, fresh] = [old, nextVersion()];
      old = fresh;
      const { after: serves, traffic, problems } = await tryAtEffect(lab, kind, n, { old: before, fresh });
      assert.deepEqual(problems, []);
      const which = serves === fresh.version ? 'new' : 'old';
      const cells = Object.keys(kinds).map((_, each) =>
        each === index ? `${which}, ${traffic.lost} lost` : '',
      );
      await writeRows(table, [[`${n} ${name}`, ...cells]]);
    });
  }
