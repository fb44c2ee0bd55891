import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { deploy, type DeployEvent } from '@pipeline-lab/deploy';
import { createUplink, hostThrough, inside, sshPortOf } from '@pipeline-lab/lab';
import { runDeployer } from '../src/rehearse/deployer/run-deployer.ts';
import { buildSmall, createLab, deployTo, ownRequestOf, requestOf, served } from '../test/lab.ts';
import { type EngineVariant, hostImage } from './try-engine.ts';

const { signal } = new AbortController();
const megabyte = 1_000_000;
/** Longer than Docker tries by itself to go on with a download: 75 s. */
const away = 90_000;

const variants: readonly EngineVariant[] = [
  { release: 'bookworm', engine: 'docker' },
  { release: 'trixie', engine: 'docker' },
  { release: 'trixie', engine: 'docker-containerd' },
  { release: 'bookworm', engine: 'podman' },
  { release: 'trixie', engine: 'podman' },
];

describe('a new deployment goes on with what one that died has shipped', () => {
  for (const variant of variants)
    test(`${variant.engine} of Debian ${variant.release}`, async (t) => {
      const lab = await createLab({ image: await hostImage(variant) });
      const uplink = createUplink({ bytesPerSecond: 8 * megabyte });
      try {
        await deployTo(lab, await buildSmall(lab, 'first'));
        const image = await buildSmall(lab, 'half', [20 * megabyte, 60 * megabyte]);
        const relay = await uplink.relay(await sshPortOf(lab.host));
        const hosts = [await hostThrough(lab.host, relay.port)];
        const died = await runDeployer(
          { ...ownRequestOf(lab, image), hosts },
          { told: (_event, deployer) => relay.sent() > 45 * megabyte && void deployer.kill() },
        );
        assert.deepEqual(died, {});
        const before = relay.sent() / megabyte;
        await sleep(away);
        await deploy({ ...requestOf(lab, image), hosts }, () => undefined, signal);
        assert.equal(await served(lab), 'half');
        const after = relay.sent() / megabyte - before;
        t.diagnostic(`${before.toFixed(1)} MB before the death, ${after.toFixed(1)} MB after it, of 80`);
        // A few MB are on their way when a deployer dies.
        assert.ok(before + after < 80 + 5, `${before} + ${after} MB`);
        await inside(
          lab.engine.docker,
          lab.host,
          '! pgrep -f POSIX=[s]etsid && ! ls /var/lib/plab/probe-app/pull*',
        );
      } finally {
        await uplink.close();
        await lab.destroy();
      }
    });
});

test('what a deployment that died was pulling keeps no other application waiting', async (t) => {
  const lab = await createLab({ image: await hostImage({ release: 'trixie', engine: 'docker' }) });
  const uplink = createUplink({ bytesPerSecond: 8 * megabyte });
  try {
    await deployTo(lab, await buildSmall(lab, 'first'));
    // Docker downloads three at a time.
    const image = await buildSmall(lab, 'left', Array<number>(4).fill(20 * megabyte));
    const relay = await uplink.relay(await sshPortOf(lab.host));
    const died = await runDeployer(
      { ...ownRequestOf(lab, image), hosts: [await hostThrough(lab.host, relay.port)] },
      { told: (_event, deployer) => relay.sent() > 10 * megabyte && void deployer.kill() },
    );
    assert.deepEqual(died, {});
    const shop = {
      ...lab,
      app: { ...lab.app, app: 'shop', proxy: { ...lab.app.proxy, hosts: ['shop.test'] } },
    };
    const began = performance.now();
    const said: string[] = [];
    const report = (event: DeployEvent): void => {
      if (event.type === 'say') said.push(event.text);
    };
    const other = await buildSmall(lab, 'other', [1 * megabyte]);
    await deployTo(shop, other, report, AbortSignal.timeout(180_000));
    const seconds = (performance.now() - began) / 1000;
    t.diagnostic(`the other one took ${seconds.toFixed(1)} s: ${said.join('; ')}`);
    assert.match(said.join('\n'), /ended what a deployment of probe-app that died was still pulling/);
    assert.ok(seconds < 110, `${seconds} s`);
    await deployTo(lab, image);
    assert.equal(await served(lab), 'left');
  } finally {
    await uplink.close();
    await lab.destroy();
  }
});
