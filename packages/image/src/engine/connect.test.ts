import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { candidates } from './candidates.ts';
import { connectEngine, firstAnswering } from './connect.ts';

let folder: string;
const servers: Server[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plab-connect-'));
});

after(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true });
});

/** A server that answers `GET /version` as an engine does, or never. */
async function listen(where: string | number, answer: object | undefined): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === '/version' && answer !== undefined) response.end(JSON.stringify(answer));
  });
  servers.push(server);
  await once(
    typeof where === 'string' ? server.listen(where) : server.listen(where, '127.0.0.1'),
    'listening',
  );
  return server;
}

describe('engine detection', () => {
  test('takes the first socket that answers, in order', async () => {
    const [gone, silent, second, third] = ['gone', 'silent', 'second', 'third'].map((name) =>
      join(folder, name),
    );
    await listen(silent ?? '', undefined);
    await listen(second ?? '', { Version: '28.0.1' });
    await listen(third ?? '', { Version: '20.10.24' });
    const endpoints = [gone, silent, second, third].map((path) => `unix://${path}`);
    const engine = await firstAnswering(endpoints, 100);
    assert.equal(engine.endpoint, `unix://${second}`);
    assert.equal(engine.version, '28.0.1');
    assert.equal(engine.kind, 'docker');
    assert.equal((await engine.docker.version()).Version, '28.0.1');
  });

  test('tells Podman from Docker', async () => {
    const path = join(folder, 'podman');
    await listen(path, { Version: '5.4.0', Components: [{ Name: 'Podman Engine' }] });
    assert.equal((await firstAnswering([`unix://${path}`])).kind, 'podman');
  });

  test('says what it looked at when none is there', async () => {
    await assert.rejects(firstAnswering(['unix:///nowhere/docker.sock']), {
      code: 'PLAB_NO_ENGINE',
      message: /looked at unix:\/\/\/nowhere\/docker\.sock/,
      hint: /then (?:run )?this again/,
    });
  });

  test('DOCKER_HOST names a socket or a TCP address', async () => {
    const path = join(folder, 'named');
    await listen(path, { Version: '27.0.0' });
    assert.equal((await connectEngine({ DOCKER_HOST: `unix://${path}` })).version, '27.0.0');
    const server = await listen(0, { Version: '26.0.0' });
    const { port } = server.address() as AddressInfo;
    assert.equal((await connectEngine({ DOCKER_HOST: `tcp://127.0.0.1:${port}` })).version, '26.0.0');
  });

  test('a DOCKER_HOST that does not answer is an error, not a reason to take another engine', async () => {
    for (const host of ['unix:///nowhere.sock', 'ssh://user@host', 'npipe:////./pipe/docker', 'tcp://']) {
      await assert.rejects(connectEngine({ DOCKER_HOST: host }), { code: 'PLAB_ENGINE_HOST' });
    }
  });

  test('what answers but is no engine is refused', async () => {
    const path = join(folder, 'other');
    await listen(path, { hello: 'world' });
    await assert.rejects(connectEngine({ DOCKER_HOST: `unix://${path}` }), /no container engine/);
  });
});

describe('candidates', () => {
  test('Docker before Podman, the system before the user before the optional', () => {
    assert.deepEqual(candidates({ HOME: '/home/me', XDG_RUNTIME_DIR: '/run/user/7' }), [
      'unix:///var/run/docker.sock',
      'unix:///home/me/.docker/run/docker.sock',
      'unix:///home/me/.colima/default/docker.sock',
      'unix:///run/user/7/docker.sock',
      'unix:///run/user/7/podman/podman.sock',
      'unix:///run/podman/podman.sock',
    ]);
    assert.deepEqual(candidates({}), ['unix:///var/run/docker.sock', 'unix:///run/podman/podman.sock']);
  });

  test('the current context comes after the default socket', async () => {
    const id = createHash('sha256').update('mine').digest('hex');
    const meta = join(folder, 'config/contexts/meta', id);
    await mkdir(meta, { recursive: true });
    await writeFile(join(folder, 'config/config.json'), '{"currentContext":"mine"}');
    await writeFile(join(meta, 'meta.json'), '{"Endpoints":{"docker":{"Host":"unix:///mine.sock"}}}');
    assert.equal(candidates({ DOCKER_CONFIG: join(folder, 'config') })[1], 'unix:///mine.sock');
    assert.equal(candidates({ DOCKER_CONFIG: join(folder, 'config'), DOCKER_CONTEXT: 'default' }).length, 2);
  });
});
