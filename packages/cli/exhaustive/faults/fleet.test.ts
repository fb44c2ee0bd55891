import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deploy } from '@pipeline-lab/deploy';
import { loseHost } from '@pipeline-lab/lab';
import { program } from '../../test/faults/app.ts';
import { tryFault } from '../../test/faults/trial.ts';
import { buildVersion, createLab, requestOf, type TestLab } from '../../test/lab.ts';
import { assertSaid, rowOf, scenarioTable } from './rows.ts';
import { type Fleet, fleet } from './scenarios/fleet.ts';
import { writeRows } from './write-page.ts';

const last = 'three';
let lab: TestLab;
let hosts: Fleet['hosts'];
let serves = 'start';

before(async () => {
  lab = await createLab({ cold: true });
  lab = { ...lab, app: { ...lab.app, keep: { releases: 2 }, drain: 1, watch: 1 } };
  hosts = [lab.host, await lab.addHost('two'), await lab.addHost(last)];
  const request = requestOf(lab, await buildVersion(lab, 'fleet-start', program('start')));
  await deploy(
    { ...request, hosts: hosts.map(({ host }) => host) },
    () => undefined,
    new AbortController().signal,
  );
});
after(async () => await lab.destroy());

async function lose(): Promise<void> {
  await loseHost(lab.engine.docker, hosts.at(-1) ?? lab.host);
}

/** It comes back with other ports, which its SSH configuration then has. */
async function restore(): Promise<void> {
  hosts = [...hosts.slice(0, -1), await lab.addHost(last)];
}

for (const [index, scenario] of fleet.entries())
  test(scenario.name, async (t) => {
    const fresh = `fleet-v${index}`;
    const image = await buildVersion(lab, fresh, program(fresh));
    const own = { ...lab, app: { ...lab.app, ...scenario.app } };
    const trial = await tryFault(lab, {
      old: serves,
      fresh,
      hosts,
      visited: hosts.slice(0, -1),
      powerless: true,
      next: { image, version: fresh },
      fault: async () => await scenario.fault({ lab: own, hosts, lose, restore }, image),
    });
    const old = serves;
    serves = trial.last;
    t.diagnostic(JSON.stringify(trial));
    assert.deepEqual(trial.problems, []);
    assert.equal(trial.after, scenario.serves === 'old' ? old : fresh);
    assertSaid(trial, scenario);
    await writeRows(scenarioTable, [rowOf(scenario, trial)]);
  });
