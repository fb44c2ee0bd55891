import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import Docker from 'dockerode';
import { createHost, destroyLab, ensureHostImage, type LabHost, listHosts } from '../src/index.ts';

const execute = promisify(execFile);
const docker = new Docker();
const namespace = `plab-test-lab-${process.pid}`;
const { signal } = new AbortController();
const said: string[] = [];
const say = (text: string): void => void said.push(text);
let stateDir: string;
let image: string;
let host: LabHost;

async function create(more: { webPort?: number } = {}): Promise<LabHost> {
  return await createHost(docker, {
    name: 'production',
    namespace,
    image,
    webPort: 0,
    stateDir,
    say,
    signal,
    ...more,
  });
}

async function ssh(...command: string[]): Promise<string> {
  const { stdout } = await execute('ssh', [
    '-F',
    host.sshConfigFile,
    '-o',
    'BatchMode=yes',
    'production',
    ...command,
  ]);
  return stdout.trim();
}

before(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'plab-lab-'));
  const debianBase = process.env['DEBIAN_BASE'];
  assert.ok(debianBase, 'DEBIAN_BASE names the base image; `./plab test` sets it');
  image = await ensureHostImage(docker, { debianBase, say, signal });
  host = await create();
});

after(async () => {
  await destroyLab(docker, { namespace, stateDir });
  await rm(stateDir, { recursive: true, force: true });
});

describe('a lab host', () => {
  test('has a Docker engine that its user may use, and no other root', async () => {
    assert.match(await ssh('docker info --format {{.ServerVersion}}'), /^\d+\./);
    assert.match(await ssh('id'), /uid=1000\(deploy\).*\(haproxy\).*\(docker\)/);
    await assert.rejects(ssh('cat /etc/shadow'));
  });

  test('answers 503 on its web port before anything is deployed', async () => {
    const response = await fetch(`http://127.0.0.1:${host.webPort}/`);
    assert.equal(response.status, 503);
  });

  test('publishes its ports on the loopback only', async () => {
    const { NetworkSettings } = await docker.getContainer(host.containerId).inspect();
    const addresses = Object.values(NetworkSettings.Ports).flatMap((bindings) =>
      (bindings ?? []).map(({ HostIp }) => HostIp),
    );
    assert.deepEqual(new Set(addresses), new Set(['127.0.0.1']));
  });

  test('is used again when it is there', async () => {
    assert.equal((await create()).containerId, host.containerId);
    assert.deepEqual(await listHosts(docker, namespace), ['production']);
  });

  test('comes back after a stop, with what it had', async () => {
    await ssh('echo kept >/var/lib/plab/note');
    await docker.getContainer(host.containerId).stop();
    host = await create();
    assert.equal(await ssh('cat /var/lib/plab/note'), 'kept');
  });

  test('keeps its state when its container is made anew', async () => {
    await docker.getContainer(host.containerId).remove({ force: true });
    host = await create();
    assert.equal(await ssh('cat /var/lib/plab/note'), 'kept');
  });

  test('is refused when its key is not the pinned one', async () => {
    const pinned = join(stateDir, 'lab', 'production', 'known_hosts');
    await execute('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(stateDir, 'other')]);
    const { stdout } = await execute('cat', [join(stateDir, 'other.pub')]);
    await writeFile(pinned, `plab-lab-production ${stdout}`);
    await assert.rejects(ssh('true'), /Host key verification failed/);
    host = await create();
    assert.equal(await ssh('echo yes'), 'yes');
  });

  test('a taken port is an error before anything is made', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const options = { name: 'other', namespace, image, webPort: port, stateDir, say, signal };
    await assert.rejects(createHost(docker, options), { code: 'PLAB_PORT_TAKEN' });
    server.close();
    assert.deepEqual(await listHosts(docker, namespace), ['production']);
  });

  test('destruction leaves nothing and touches nothing else', async () => {
    const foreignName = `${namespace}-foreign`;
    await docker.createVolume({ Name: foreignName });
    const removed = await destroyLab(docker, { namespace, stateDir });
    assert.equal(removed.length, 4, removed.join(', '));
    const filters = { label: [`plab.namespace=${namespace}`] };
    assert.deepEqual(await docker.listContainers({ all: true, filters }), []);
    assert.ok(!(await readdir(stateDir)).includes('lab'));
    const foreign = docker.getVolume(foreignName);
    await foreign.inspect();
    await foreign.remove();
    assert.deepEqual(await destroyLab(docker, { namespace, stateDir }), []);
  });
});
