import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  deploy,
  type DeployEvent,
  type DeployRequest,
  previewDeployment,
  prune,
  rollback,
  status,
} from '@pipeline-lab/deploy';
import { createUplink, hostThrough, inside, type Relay, sshPortOf } from '@pipeline-lab/lab';
import { runDeployer } from '../src/rehearse/deployer/run-deployer.ts';
import { buildSmall, createLab, deployTo, ownRequestOf, requestOf, served, type TestLab } from './lab.ts';
import { type Answer, folderWith, plab } from './plab.ts';
import { newSigner, type Signer } from './signed.ts';

const { signal } = new AbortController();
const megabyte = 1_000_000;
let lab: TestLab;

before(async () => {
  lab = await createLab({ cold: true });
  await deployTo(lab, await buildSmall(lab, 'first'));
});

after(async () => await lab.destroy());

/** Deploys in a process that is killed when so many bytes have gone to the host. */
async function killedAfter(
  bytes: number,
  relay: Relay,
  request: Parameters<typeof runDeployer>[0],
): Promise<void> {
  const told: NonNullable<Parameters<typeof runDeployer>[1]>['told'] = (_event, deployer) => {
    if (relay.sent() >= bytes) void deployer.kill();
  };
  assert.deepEqual(await runDeployer(request, { told }), {});
}

describe('shipping', () => {
  test('goes on where a deployer was killed, and where a link was cut', async () => {
    const layers = [5, 60].map((size) => size * megabyte);
    const image = await buildSmall(lab, 'cut', layers);
    const uplink = createUplink({ bytesPerSecond: 15 * megabyte });
    try {
      const relay = await uplink.relay(await sshPortOf(lab.host));
      const host = await hostThrough(lab.host, relay.port);
      await killedAfter(20 * megabyte, relay, { ...ownRequestOf(lab, image), hosts: [host] });
      const seen: DeployEvent[] = [];
      let wasCut = false;
      const report = (event: DeployEvent): void => {
        seen.push(event);
        if (wasCut || relay.sent() < 40 * megabyte) return;
        wasCut = true;
        relay.cut();
      };
      await deploy({ ...requestOf(lab, image), hosts: [host] }, report, signal);
      assert.equal(await served(lab), 'cut');
      assert.ok(
        seen.some(({ type }) => type === 'resume'),
        'the link was cut',
      );
      const shipping = seen.filter((event) => event.type === 'shipping');
      assert.ok(shipping.some(({ rate, total }) => rate > 0 && total >= 65 * megabyte));
      const sent = relay.sent() / megabyte;
      assert.ok(sent > 60 && sent < 75, `${sent} MB for 65 MB`);
    } finally {
      await uplink.close();
    }
  });

  test('to two hosts takes no more of the line than their bytes, and ends at about the same time', async () => {
    const second = await lab.addHost('second');
    const image = await buildSmall(lab, 'both', [20 * megabyte]);
    const uplink = createUplink({ bytesPerSecond: 8 * megabyte });
    try {
      const hosts = [lab.host, second];
      const relays = await Promise.all(hosts.map(async (host) => await uplink.relay(await sshPortOf(host))));
      const reached = await Promise.all(
        hosts.map(async (host, index) => await hostThrough(host, relays[index]?.port ?? 0)),
      );
      const ms: number[] = [];
      const report = (event: DeployEvent): void => {
        if (event.type === 'step.finished' && event.step === 'ship') ms.push(event.ms);
      };
      await deploy({ ...requestOf(lab, image), hosts: reached }, report, signal);
      // The second host lacks the small base, too.
      const sent = relays.reduce((sum, relay) => sum + relay.sent(), 0) / megabyte;
      assert.ok(sent < 2 * 20 + 11 + 3, `${sent} MB`);
      const [fast = 0, slow = Infinity] = ms.toSorted((a, b) => a - b);
      assert.ok(slow < fast * 2.5, `${fast} and ${slow} ms`);
    } finally {
      await uplink.close();
    }
  });
});

describe('pruning', () => {
  const images = async (): Promise<string> =>
    await inside(lab.engine.docker, lab.host, "docker images --format '{{.Repository}}:{{.Tag}}'");

  test('removes what a deployment that was cut off has left, and no image of a kept release', async () => {
    const base =
      (await images())
        .split('\n')
        .find((line) => line.includes('plab/probe-app:'))
        ?.trim() ?? '';
    const left = `127.0.0.1:5/${'a'.repeat(32)}/probe-app:latest`;
    await inside(
      lab.engine.docker,
      lab.host,
      `docker tag ${base} ${left} && docker tag ${base} plab/probe-app:0123456789ab && docker tag ${base} other/app:1`,
    );
    const [tidied] = [...(await prune(lab.app, [lab.host.host], signal)).values()];
    assert.deepEqual(tidied?.images.toSorted(), [left, 'plab/probe-app:0123456789ab']);
    assert.match(await images(), /other\/app:1/);
    const { state } = await status(lab.app, lab.host.host, signal);
    for (const { id } of state.releases) assert.match(await images(), new RegExp(`plab/probe-app:${id}`));
  });

  test('keeps as many releases as fit, and always the one that serves', async () => {
    const serving = (await status(lab.app, lab.host.host, signal)).state.serving;
    const app = { ...lab.app, keep: { releases: 5, bytes: 1 } };
    await prune(app, [lab.host.host], signal);
    const { state } = await status(lab.app, lab.host.host, signal);
    assert.deepEqual(
      state.releases.map(({ id }) => id),
      [serving],
    );
    assert.equal(await served(lab), 'both');
  });
});

describe('where images have to be signed', () => {
  const images = ['signed-one', 'signed-two'] as const;
  let signer: Signer;
  let signed: Record<(typeof images)[number], string>;

  before(async () => {
    signer = newSigner(lab);
    const [one = '', two = ''] = await Promise.all(
      images.map(async (image) => await signer.sign(await buildSmall(lab, image))),
    );
    signed = { 'signed-one': one, 'signed-two': two };
  });

  const requestFor = (
    image: (typeof images)[number],
    bundle?: string,
    trust = signer.trust,
  ): DeployRequest => ({
    ...requestOf(lab, `plab-test-small:${image}`),
    trust: { ...trust, find: async () => bundle },
  });
  const folder = '/var/lib/plab/probe-app/provenance';

  test('a deployment is refused before anything is done, and says why', async () => {
    const [one, two] = images.map((image) => signed[image]);
    const stranger = newSigner(lab).trust;
    for (const [request, code] of [
      [requestFor('signed-one'), 'PLAB_NOT_ATTESTED'],
      [requestFor('signed-one', two), 'PLAB_ATTESTATION_IMAGE'],
      [requestFor('signed-one', one, stranger), 'PLAB_ATTESTATION_KEY'],
      [requestFor('signed-one', one?.replace('"payload":"', '"payload":"AAAA')), 'PLAB_ATTESTATION_ALTERED'],
    ] as const) {
      const seen: DeployEvent[] = [];
      await assert.rejects(
        deploy(request, (event) => seen.push(event), signal),
        { code },
      );
      await assert.rejects(previewDeployment(request, signal), { code });
      assert.deepEqual(new Set(seen.map(({ type }) => type)), new Set(['image']));
    }
    assert.equal(await served(lab), 'both');
  });

  test('what was signed is kept with the release, and a roll-back goes to nothing else', async () => {
    const request = requestFor('signed-one', signed['signed-one']);
    const [record] = await deploy(request, () => undefined, signal);
    assert.equal(await served(lab), 'signed-one');
    const { state, signedBy } = await status(lab.app, lab.host.host, signal);
    assert.deepEqual(Object.keys(signedBy), [record?.release]);
    const text = await inside(lab.engine.docker, lab.host, `cat ${folder}/${record?.release}.intoto.jsonl`);
    assert.equal(text.replaceAll('\r', ''), signed['signed-one']);
    assert.equal(state.releases.length, 2);
    const back = { app: lab.app, hosts: [lab.host.host] };
    await assert.rejects(
      rollback({ ...back, trust: signer.trust }, () => undefined, signal),
      {
        code: 'PLAB_NOT_ATTESTED',
        message: /both \([0-9a-f]{12}\) comes from: production keeps none of it/,
      },
    );
    assert.equal(await served(lab), 'signed-one');
  });

  test('an image that came under the name of the signed one is not started', async () => {
    const seen: DeployEvent[] = [];
    const tag = async (): Promise<void> => {
      const start = seen.flatMap((event) => (event.type === 'recorded' ? event.entry : []))[0];
      const [other = ''] = (await status(lab.app, lab.host.host, signal)).state.releases.map(
        ({ image }) => image,
      );
      const name = `plab/probe-app:${start?.type === 'deployment.started' ? start.release : ''}`;
      await inside(lab.engine.docker, lab.host, `docker tag ${other} ${name}`);
    };
    const request: DeployRequest = {
      ...requestFor('signed-two', signed['signed-two']),
      async around(effect, run) {
        if (effect.name === 'container.create') await tag();
        return await run();
      },
    };
    await assert.rejects(
      deploy(request, (event) => seen.push(event), signal),
      { code: 'PLAB_ATTESTED_OTHER' },
    );
    assert.ok(!seen.some((event) => event.type === 'effect' && event.name === 'container.start'));
    assert.equal(await served(lab), 'signed-one');
    const { state, signedBy } = await status(lab.app, lab.host.host, signal);
    assert.deepEqual(Object.keys(signedBy), [state.serving]);
  });

  test('a command of its own runs in the image that serves, whatever is under its name by now', async (t) => {
    const { state } = await status(lab.app, lab.host.host, signal);
    const serving = state.releases.find(({ id }) => id === state.serving);
    const other = state.releases.find(({ id }) => id !== state.serving);
    const tag = `docker tag ${other?.image} plab/probe-app:${serving?.id}`;
    await inside(lab.engine.docker, lab.host, tag);
    const once = async ({ keys: [key] }: Signer['trust']): Promise<Answer> => {
      const place = await folderWith(t, {
        'key.pub': String(key?.export({ type: 'spki', format: 'pem' })),
        'deploy.yml':
          'app: probe-app\nport: 5000\nverify: { keys: [key.pub] }\ndestinations: { production: { hosts: [production] } }\n',
      });
      const command = ['/usr/bin/perl', '-ne', 'print', '/app.pl'];
      const environment = { PLAB_SSH_CONFIG: lab.host.host.sshConfigFile ?? '' };
      return await plab(place, ['exec', '--new', '--', ...command], environment);
    };
    const { stdout, stderr } = await once(signer.trust);
    assert.match(stdout, /signed-one/, stderr);
    const refused = await once(newSigner(lab).trust);
    assert.deepEqual([refused.code, refused.stdout], [1, '']);
    assert.match(refused.stderr, /PLAB_ATTESTATION_KEY/);
    await inside(lab.engine.docker, lab.host, `docker tag ${serving?.image} plab/probe-app:${serving?.id}`);
  });

  test('what was signed goes with its release', async () => {
    const list = async (): Promise<string[]> =>
      (await inside(lab.engine.docker, lab.host, `ls ${folder}`)).trim().split(/\s+/);
    assert.equal((await list()).length, 2);
    await prune(lab.app, [lab.host.host], signal);
    const { serving } = (await status(lab.app, lab.host.host, signal)).state;
    assert.deepEqual(await list(), [`${serving}.intoto.jsonl`]);
  });

  test('a release that serves already is not told as verified while another image runs under its name', async () => {
    const { serving, releases } = (await status(lab.app, lab.host.host, signal)).state;
    const labels = ['app=probe-app', `release=${serving}`, `slot=${releases[0]?.slot}`, 'members=1'];
    const name = `probe-app-${serving}`;
    const replace = `docker commit ${name} plab-test-other:1 && docker rm -f ${name} &&
      docker run -d --name ${name} ${labels.map((label) => `--label plab.${label}`).join(' ')} plab-test-other:1`;
    await inside(lab.engine.docker, lab.host, replace);
    const request = requestFor('signed-one', signed['signed-one']);
    await assert.rejects(
      deploy(request, () => undefined, signal),
      {
        code: 'PLAB_ATTESTED_OTHER',
        message: /which its web-1 has$/,
      },
    );
    await inside(lab.engine.docker, lab.host, `docker rm -f ${name}`);
    await deploy(request, () => undefined, signal);
    assert.equal(await served(lab), 'signed-one');
  });
});
