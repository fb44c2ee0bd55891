import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { type AppConfig, parseDeployFile, selfSigned } from '@pipeline-lab/deploy';
import { chooseVisits, healthPath, readPath, visitedHosts, wayTo } from './visits.ts';

const appWith = (text: string): AppConfig => {
  const { destinations: _, ...app } = parseDeployFile(`app: shop\n${text}\ndestinations: {}`, 'deploy.yml');
  return app;
};
const host = { webPort: 8080, tlsPort: 8443 };

describe('what visitors ask', () => {
  test('is a path, or a method with a path and a body', () => {
    assert.deepEqual(readPath('/tasks?limit=1'), { method: 'GET', path: '/tasks?limit=1', body: '' });
    assert.deepEqual(readPath('GET /'), { method: 'GET', path: '/', body: '' });
    assert.deepEqual(readPath('POST /tasks {"title": "a b"}'), {
      method: 'POST',
      path: '/tasks',
      body: '{"title": "a b"}',
    });
    for (const text of ['tasks', 'DELETE /tasks', 'GET /tasks body', ''])
      assert.throws(() => readPath(text), { code: 'PLAB_USAGE' });
  });

  test('is the health path as the proxy has it', () => {
    const paths = [
      ['', '/health'],
      ['proxy: { path: /shop, strip: true }', '/shop/health'],
      ['proxy: { path: /shop/ }\nhealth: { path: /shop/up }', '/shop/up'],
      ['proxy: { path: /shop }', '/shop'],
    ] as const;
    for (const [text, path] of paths) assert.equal(healthPath(appWith(text)), path, text);
  });

  test('is asked under the name that the proxy knows, over TLS where there is TLS', () => {
    const plain = wayTo(host, appWith(''), {});
    assert.deepEqual(plain, { url: 'http://127.0.0.1:8080', hostName: undefined });
    const named = wayTo(host, appWith("proxy: { hosts: ['*.example.com'] }"), {});
    assert.equal(named.hostName, 'rehearsal.example.com');
    const tls = appWith('proxy: { tls: { certificate: { file: a }, key: { file: b } } }');
    const secure = wayTo(host, tls, { certificate: selfSigned(['shop.example.com', 'b.example.com']) });
    assert.deepEqual(secure, { url: 'https://127.0.0.1:8443', hostName: 'shop.example.com' });
  });

  test('leaves out what did not answer before, and judges by what did', async (t) => {
    const server = createServer((request, response) => {
      response.statusCode = { '/broken': 500, '/gone': 404 }[request.url ?? ''] ?? 200;
      response.end();
    }).listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const said: string[] = [];
    const paths = ['/broken', '/gone'].map(readPath);
    const { requests, stream } = await chooseVisits({ url }, { paths }, '/health', (text) => said.push(text));
    assert.deepEqual(said, ['GET /broken is not asked: before the deployment its answer is 500']);
    assert.deepEqual([...new Set(requests.map(({ path }) => path))].toSorted(), ['/gone', '/health']);
    const judge = (path: string, status: number): string | undefined =>
      requests.find((visit) => visit.path === path)?.judge(status, '');
    assert.throws(() => judge('/health', 404), /HTTP 404/);
    assert.throws(() => judge('/gone', 503), /HTTP 503/);
    assert.equal(judge('/gone', 404), '');
    assert.equal(stream, undefined);
    const nothing = chooseVisits({ url }, { paths: [] }, '/broken', () => undefined);
    await assert.rejects(nothing, { code: 'PLAB_USAGE', hint: /--path/ });
    const noSocket = chooseVisits({ url }, { paths: [], websocket: '/ws' }, '/health', () => undefined);
    await assert.rejects(noSocket, {
      code: 'PLAB_USAGE',
      message: /--websocket \/ws does not open: HTTP 200/,
    });
  });

  test('is not counted at a host that goes down', () => {
    assert.deepEqual(visitedHosts([1, 2, 3], { losesLast: true }), [1, 2]);
    assert.deepEqual(visitedHosts([1, 2, 3], {}), [1, 2, 3]);
  });
});
