import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { probe } from '@pipeline-lab/deploy';
import { restartEngine } from '@pipeline-lab/lab';
import { behaviours, buildVersion, createLab, deployTo, served, type TestLab } from './lab.ts';

let lab: TestLab;

before(async () => {
  lab = await createLab();
  await deployTo(lab, await buildVersion(lab, 'lasting', behaviours.healthy('lasting')));
});
after(async () => await lab.destroy());

/** What the test reads of `docker inspect`. */
interface Inspected {
  readonly Config: { readonly User: string };
  readonly HostConfig: Readonly<Record<string, unknown>>;
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

/** The containers that run on the host, as its engine tells. */
async function running(): Promise<Inspected[]> {
  const ssh = ['-F', lab.host.sshConfigFile, 'production', 'docker inspect $(docker ps -q)'];
  const { stdout } = await promisify(execFile)('ssh', ssh);
  return JSON.parse(stdout) as Inspected[];
}

async function addresses(): Promise<unknown[]> {
  return (await running()).map(({ NetworkSettings }) => NetworkSettings.Networks['probe-app']?.IPAddress);
}

test('a release has no more rights than it needs, and only the proxy reaches it', async () => {
  const [container, ...others] = await running();
  assert.ok(container !== undefined && others.length === 0);
  const { HostConfig, Config, NetworkSettings } = container;
  assert.equal(HostConfig['ReadonlyRootfs'], true);
  assert.deepEqual(Object.keys(HostConfig['Tmpfs'] as object), ['/tmp']);
  assert.deepEqual(HostConfig['CapDrop'], ['ALL']);
  assert.deepEqual(HostConfig['CapAdd'], null);
  assert.deepEqual(HostConfig['SecurityOpt'], ['no-new-privileges']);
  assert.equal(HostConfig['Privileged'], false);
  assert.deepEqual([HostConfig['PidsLimit'], HostConfig['Memory']], [256, 256 * 1024 * 1024]);
  assert.match(Config.User, /^[1-9]\d*$/);
  assert.deepEqual(Object.keys(NetworkSettings.Networks), ['probe-app']);
  assert.deepEqual(HostConfig['PortBindings'] ?? {}, {});
});

test('a restart of the engine loses no request, and the address stays', async () => {
  const before = await addresses();
  const over = new AbortController();
  const traffic = probe(lab.url, 100, over.signal);
  await restartEngine(lab.engine.docker, lab.host);
  over.abort();
  const { lost, losses } = await traffic;
  assert.equal(lost, 0, losses.join('\n'));
  assert.deepEqual(await addresses(), before);
});

test('after a reboot the proxy and the release come back by themselves, at the same address', async () => {
  const before = await addresses();
  lab = await lab.reboot();
  while ((await served(lab).catch(() => '')) !== 'lasting') await new Promise(setImmediate);
  assert.deepEqual(await addresses(), before);
  await deployTo(lab, await buildVersion(lab, 'after-reboot', behaviours.healthy('after reboot')));
  assert.equal(await served(lab), 'after reboot');
});

describe('a release that cannot live', () => {
  test('a crash loop is seen at once, not at the end of the time', async () => {
    const image = await buildVersion(lab, 'loop', behaviours.crashing);
    const patient = { ...lab, app: { ...lab.app, health: { ...lab.app.health, timeout: 120 } } };
    let ms = Infinity;
    const deploying = deployTo(patient, image, (event) => {
      if (event.type === 'step.finished' && event.step === 'health') ms = event.ms;
    });
    await assert.rejects(deploying, { code: 'PLAB_NOT_HEALTHY', message: /stopped with code 3/ });
    assert.ok(ms < 20_000, `${ms} ms`);
  });

  test('one that needs more memory than it may have is told so', async () => {
    const greedy = 'const all = []; for (;;) all.push(Buffer.alloc(1 << 20, 1));';
    const image = await buildVersion(lab, 'greedy', greedy);
    await assert.rejects(deployTo(lab, image), {
      code: 'PLAB_NOT_HEALTHY',
      message: /ran out of memory|memory limit/,
    });
    assert.equal(await served(lab), 'after reboot');
  });
});
