import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connectEngine, type Engine } from '@pipeline-lab/image';
import { createBareHost, destroyLab, ensureHostImage, inside, type LabHost } from '@pipeline-lab/lab';
import { behaviours, buildVersion, fromEnvironment } from '../test/lab.ts';
import { type Answer, plab } from '../test/plab.ts';

const { signal } = new AbortController();
const namespace = `plab-test-init-${process.pid}`;
const file = 'app: bare-app\nport: 5000\nwatch: 1\ndestinations: { production: { hosts: [deploy@bare] } }\n';

let engine: Engine;
let host: LabHost;
let stateDir: string;
const run = async (...args: string[]): Promise<Answer> =>
  await plab(stateDir, args, { PLAB_SSH_CONFIG: host.sshConfigFile });
const root = async (script: string): Promise<string> => await inside(engine.docker, host, script);
const answer = async (): Promise<string> => await (await fetch(`http://127.0.0.1:${host.webPort}/`)).text();

before(async () => {
  engine = await connectEngine(process.env);
  stateDir = await mkdtemp(join(tmpdir(), 'plab-init-'));
  const options = { say: () => undefined, signal };
  const debianBase = fromEnvironment('DEBIAN_BASE');
  const image = await ensureHostImage(engine.docker, { ...options, debianBase, recipe: 'bare' });
  host = await createBareHost(engine.docker, {
    name: 'bare',
    namespace,
    image,
    stateDir,
    login: 'root',
    init: 'none',
  });
  await writeFile(join(stateDir, 'deploy.yml'), file);
  // Debian's script raises limits, which a container that has not the right may not.
  await root(`
printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d; chmod 755 /usr/sbin/policy-rc.d
apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends docker.io
rm /usr/sbin/policy-rc.d
sed -i 's/^\\(\\s*ulimit .*\\)$/\\1 || :/' /etc/init.d/docker`);
});
after(async () => {
  await destroyLab(engine.docker, { namespace, stateDir });
  await rm(stateDir, { recursive: true, force: true });
});

test('a host without systemd is set up by its init scripts, and a second time nothing changes', async () => {
  const { code, stdout, stderr } = await run('host', 'setup', 'bare');
  assert.equal(code, 0, stdout + stderr);
  assert.match(
    stdout,
    /left out the start of services with the host: its first process runs no init scripts/,
  );
  const again = await run('host', 'setup', 'bare', '--check');
  assert.equal(again.code, 0, again.stdout);
});

test('it takes a deployment, which comes back with what its init scripts start', async () => {
  await buildVersion({ engine, stateDir }, 'init-one', behaviours.healthy('init one'));
  const { code, stdout, stderr } = await run('deploy', '--image', 'plab-test-app:init-one');
  assert.equal(code, 0, stdout + stderr);
  assert.equal(await answer(), 'init one');
  await root('service haproxy stop; service docker stop; nft delete table inet plab; rm -rf /run/haproxy');
  await assert.rejects(answer());
  await root(
    'for script in /etc/rcS.d/S*plab-firewall /etc/rc2.d/S*docker /etc/rc2.d/S*haproxy; do "$script" start; done',
  );
  const end = Date.now() + 20_000;
  while (Date.now() < end && (await answer().catch(() => '')) !== 'init one')
    await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(await answer(), 'init one');
  assert.match(await root('nft list table inet plab'), /policy drop/);
});
