import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { acceptSsh, fillDisk, freeDisk, killEngine, refuseSsh, reviveEngine } from '@pipeline-lab/lab';
import { behaviours, buildVersion, createLab, deployTo, served, type TestLab } from './lab.ts';
import { folderWith, plab } from './plab.ts';

let lab: TestLab;
const mebibyte = 1024 * 1024;

before(async () => {
  lab = await createLab({ diskBytes: 700 * mebibyte });
  await deployTo(lab, await buildVersion(lab, 'old', behaviours.healthy('old')));
});

after(async () => await lab.destroy());

/** The same through the command: one message with the next step, and an exit code that says that it failed. */
async function assertSaid(
  t: TestContext,
  lab: TestLab,
  image: string,
  code: string,
  message: RegExp,
): Promise<void> {
  const file = 'app: probe-app\nport: 5000\ndestinations: { production: { hosts: [production] } }\n';
  const folder = await folderWith(t, { 'deploy.yml': file });
  const env = { PLAB_SSH_CONFIG: lab.host.host.sshConfigFile ?? '' };
  const answer = await plab(folder, ['deploy', 'production', '--image', image], env);
  assert.equal(answer.code, 1, answer.stderr);
  assert.match(answer.stderr, message);
  assert.equal(answer.stderr.match(/code: PLAB_/g)?.length, 1, answer.stderr);
  assert.match(answer.stderr, new RegExp(`code: ${code}`));
  assert.match(answer.stderr, /next: \S/);
}

/** Each fault: the old version serves through it, the error says what is wrong, and without it all is well. */
describe('a host with a fault', () => {
  test('refuses SSH', async (t) => {
    const image = await buildVersion(lab, 'ssh', behaviours.healthy('ssh'));
    await refuseSsh(lab.engine.docker, lab.host);
    await assert.rejects(deployTo(lab, image), {
      code: 'PLAB_SSH_REFUSED',
      hint: /ssh -F \S+ production true/,
    });
    await assertSaid(t, lab, image, 'PLAB_SSH_REFUSED', /cannot reach production over SSH/);
    assert.equal(await served(lab), 'old');
    await acceptSsh(lab.engine.docker, lab.host);
    await deployTo(lab, image);
    assert.equal(await served(lab), 'ssh');
  });

  test('has no engine', async (t) => {
    const image = await buildVersion(lab, 'engine', behaviours.healthy('engine'));
    await killEngine(lab.engine.docker, lab.host);
    await assert.rejects(deployTo(lab, image), { code: 'PLAB_HOST_ENGINE', hint: /docker info/ });
    await assertSaid(t, lab, image, 'PLAB_HOST_ENGINE', /Docker engine of production does not answer/);
    assert.equal(await served(lab), 'ssh');
    await reviveEngine(lab.engine.docker, lab.host);
    await deployTo(lab, image);
    assert.equal(await served(lab), 'engine');
  });

  test('loses its engine half way', async () => {
    const image = await buildVersion(lab, 'half', behaviours.healthy('half'));
    let killed: Promise<void> | undefined;
    const report = (event: { type: string; step?: string }): void => {
      if (event.type === 'step.started' && event.step === 'health')
        killed = killEngine(lab.engine.docker, lab.host);
    };
    await assert.rejects(deployTo(lab, image, report), { code: /PLAB_(HOST_ENGINE|NOT_HEALTHY|WATCH)/ });
    await killed;
    assert.equal(await served(lab), 'engine');
    await reviveEngine(lab.engine.docker, lab.host);
    await deployTo(lab, image);
    assert.equal(await served(lab), 'half');
  });

  test('has a full disk', async (t) => {
    const image = await buildVersion(lab, 'disk', behaviours.healthy('disk'), 20 * mebibyte);
    await fillDisk(lab.engine.docker, lab.host, 10 * mebibyte);
    await assert.rejects(deployTo(lab, image), {
      code: 'PLAB_HOST_DISK_FULL',
      message: /production.*MiB/,
      hint: /docker system df/,
    });
    await assertSaid(t, lab, image, 'PLAB_HOST_DISK_FULL', /not enough disk space on production/);
    assert.equal(await served(lab), 'half');
    await freeDisk(lab.engine.docker, lab.host);
    await deployTo(lab, image);
    assert.equal(await served(lab), 'disk');
  });
});
