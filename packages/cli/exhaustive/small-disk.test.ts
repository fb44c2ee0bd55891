import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { status } from '@pipeline-lab/deploy';
import { inside } from '@pipeline-lab/lab';
import { runDeployer } from '../src/rehearse/deployer/run-deployer.ts';
import { buildSmall, createLab, deployTo, ownRequestOf, served, type TestLab } from '../test/lab.ts';

const { signal } = new AbortController();
const megabyte = 1_000_000;
/** Of each release, beside the 12 MB that they share. */
const ballast = 20 * megabyte;
const deployments = 12;

let lab: TestLab;

before(async () => {
  const small = await createLab({ cold: true, diskBytes: 150 * megabyte });
  lab = {
    ...small,
    app: { ...small.app, watch: 0.5, drain: 1, keep: { releases: 5, bytes: 60 * megabyte } },
  };
});
after(async () => await lab.destroy());

/** Bytes that are taken of the disk of the host's images. */
async function used(): Promise<number> {
  return Number(await inside(lab.engine.docker, lab.host, 'df -B1 --output=used /var/lib/docker | tail -1'));
}

/** Deploys in a process that dies in the middle of the layer. */
async function dieShipping(image: string): Promise<void> {
  const outcome = await runDeployer(ownRequestOf(lab, image), {
    told: (event, deployer) => {
      if (event.type === 'shipping' && event.bytes > 0) void deployer.kill();
    },
  });
  assert.equal(outcome.results, undefined);
}

test(`a disk of 150 MB takes ${deployments} releases of 20 MB, of which some die on the way`, async (t) => {
  const seen: number[] = [];
  for (let count = 1; count <= deployments; count += 1) {
    if (count % 3 === 0) await dieShipping(await buildSmall(lab, 'never', [ballast]));
    await deployTo(lab, await buildSmall(lab, `full-${count}`, [ballast]));
    assert.equal(await served(lab), `full-${count}`);
    seen.push(Math.round((await used()) / megabyte));
  }
  t.diagnostic(`MB after each: ${seen.join(' ')}`);
  // What is kept, the engine's own, and no more after many than after a few.
  assert.ok(Math.max(...seen) < 85, seen.join(' '));
  assert.ok(Math.max(...seen.slice(-4)) <= Math.max(...seen.slice(2, 6)) + 5, seen.join(' '));
  const { state } = await status(lab.app, lab.host.host, signal);
  assert.equal(state.releases.length, 2);
});
