import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { program } from '../../test/faults/app.ts';
import { tryFault } from '../../test/faults/trial.ts';
import { buildVersion, createLab, deployTo, type TestLab } from '../../test/lab.ts';
import { assertSaid, rowOf, scenarioTable } from './rows.ts';
import { links } from './scenarios/links.ts';
import { rivals } from './scenarios/rivals.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { services } from './scenarios/services.ts';
import { disks, strangers } from './scenarios/storage.ts';
import { versions } from './scenarios/versions.ts';
import { writeRows } from './write-page.ts';

const mebibyte = 1024 * 1024;
const usual = [...versions, ...links, ...services, ...strangers, ...rivals];

describe('a deployment through', () => runAll(usual, {}));
describe('on a small disk, a deployment through', () => runAll(disks, { diskBytes: 900 * mebibyte }));

function runAll(scenarios: readonly Scenario[], options: { readonly diskBytes?: number }): void {
  let lab: TestLab;
  let serial = 0;
  let serves = '';

  before(async () => {
    lab = await createLab({ cold: true, ...options, webPort: await freePort() });
    lab = { ...lab, app: { ...lab.app, keep: { releases: 2 }, drain: 1, watch: 1 } };
    serves = 'start';
    await deployTo(lab, await buildVersion(lab, 'fault-start', program('start')));
  });
  after(async () => await lab.destroy());

  /** A version that nothing knows yet, and its image. */
  async function freshVersion(
    manners: Scenario['manners'],
    ballast = 0,
  ): Promise<{ version: string; image: string }> {
    serial += 1;
    const version = `v${serial}`;
    return {
      version,
      image: await buildVersion(lab, `fault-${version}`, program(version, manners), ballast),
    };
  }

  for (const scenario of scenarios)
    test(scenario.name, async (t) => {
      const fresh = await freshVersion(scenario.manners, scenario.ballast);
      const rival = await freshVersion({});
      const healthy = scenario.manners === undefined;
      const next = healthy ? fresh : rival;
      const own = { ...lab, app: { ...lab.app, ...scenario.app } };
      const trial = await tryFault(lab, {
        old: serves,
        fresh: fresh.version,
        also: [rival.version],
        next,
        fault: async () => await scenario.fault(own, fresh.image, { rival: rival.image }),
        mayLose: scenario.mayLose ?? 0,
        powerless: scenario.powerless ?? false,
      });
      const old = serves;
      serves = trial.last;
      t.diagnostic(JSON.stringify(trial));
      assert.deepEqual(trial.problems, []);
      assert.equal(trial.after, scenario.serves === 'old' ? old : fresh.version);
      assertSaid(trial, scenario);
      await writeRows(scenarioTable, [rowOf(scenario, trial)]);
    });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
