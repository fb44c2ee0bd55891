import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildVersion, createLab, deployTo, type TestLab } from '../../test/lab.ts';
import { program } from '../../test/faults/app.ts';
import { effectsOf, type FaultKind, tryAtEffect, type Version } from '../../test/faults/at-effect.ts';
import type { Row, Table } from './page.ts';
import { writeRows } from './write-page.ts';

const kinds: Readonly<Record<FaultKind, string>> = {
  kill: 'Deployer killed',
  cut: 'Link cut',
  fail: 'I/O error',
  lose: 'Answer lost',
};
const letters = ['a', 'b', 'c', 'd'] as const;

let lab: TestLab;
let effects: string[];
let versions: Version[];
let at = 0;

before(async () => {
  lab = await createLab();
  lab = { ...lab, app: { ...lab.app, keep: { releases: 2 }, drain: 1, watch: 1 } };
  versions = [];
  for (const version of letters)
    versions.push({ version, image: await buildVersion(lab, `effects-${version}`, program(version)) });
  for (const { image } of versions) await deployTo(lab, image);
  effects = await effectsOf(lab, nextVersion());
});
after(async () => await lab.destroy());

/** So many in turn that each is off the host again before it comes back. */
function nextVersion(): Version {
  const found = versions[at % versions.length];
  assert.ok(found !== undefined);
  at += 1;
  return found;
}

for (const [index, kind] of (Object.keys(kinds) as FaultKind[]).entries()) {
  test(kinds[kind], async (t) => {
    let old = versions[(at - 1) % versions.length];
    for (const [position, name] of effects.entries()) {
      const n = position + 1;
      await t.test(`at ${n}, ${name}`, async () => {
        const fresh = nextVersion();
        assert.ok(old !== undefined);
        const { after: serves, traffic, problems } = await tryAtEffect(lab, kind, n, { old, fresh });
        const which = serves === fresh.version ? 'new' : 'old';
        old = fresh;
        assert.deepEqual(problems, []);
        const row: Row = [
          `${n} ${name}`,
          ...Object.keys(kinds).map((_, each) => (each === index ? `${which}, ${traffic.lost} lost` : '')),
        ];
        await writeRows(table(), [row]);
      });
    }
  });
}

function table(): Table {
  return {
    name: 'effects',
    head: ['Effect', ...Object.values(kinds)],
    order: effects.map((name, position) => `${position + 1} ${name}`),
  };
}
