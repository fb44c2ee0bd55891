import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { deploy, type DeployRequest, parseDeployFile, setMaintenance, probe } from '@pipeline-lab/deploy';
import { killProxy } from '@pipeline-lab/lab';
import { behaviours, buildVersion, createLab, deployTo, requestOf, type TestLab } from './lab.ts';

const { signal } = new AbortController();
let lab: TestLab;

before(async () => {
  lab = await createLab();
});
after(async () => await lab.destroy());

/** The lab with another application: the text comes on top of the usual one. */
function withApp(text: string): TestLab {
  const usual = 'port: 5000\nhealth: { timeout: 20 }\ndrain: 5\nwatch: 1\n';
  const { destinations: _, ...app } = parseDeployFile(
    `${usual}${text}\ndestinations: { production: { hosts: [production] } }`,
    'deploy.yml',
  );
  return { ...lab, app };
}

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Asks the proxy as a client of a host name does. */
async function ask(host: string, path = '/', body?: string): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const call = request(
      `${lab.url}${path}`,
      { agent: false, headers: { host }, method: body === undefined ? 'GET' : 'POST' },
      async (response) => {
        const text = Buffer.concat((await response.toArray()) as Buffer[]).toString();
        resolve({ status: response.statusCode, text, headers: response.headers });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** Answers its own name and the path that it sees. */
const named = (name: string): string =>
  behaviours.healthy('').replace('response.end("")', `response.end('${name} ' + request.url)`);

describe('several applications on one host', () => {
  let shop: TestLab;
  let admin: TestLab;

  before(() => {
    shop = withApp('app: shop\nproxy: { hosts: [shop.test], body: 0.001 }');
    admin = withApp('app: admin\nproxy: { hosts: [shop.test], path: /admin, strip: true }');
  });

  test('each has its host name and path, and a second one does not disturb the first', async () => {
    await deployTo(shop, await buildVersion(lab, 'shop', named('shop')));
    assert.equal((await ask('shop.test', '/x')).text, 'shop /x');
    assert.deepEqual((await ask('other.test')).status, 404);
    const over = new AbortController();
    const traffic = probe(lab.url, 50, over.signal);
    await deployTo(admin, await buildVersion(lab, 'admin', named('admin')));
    over.abort();
    assert.equal((await traffic).losses.join(), '');
    assert.equal((await ask('SHOP.test:80', '/admin/users')).text, 'admin /users');
    assert.equal((await ask('shop.test', '/administration')).text, 'shop /administration');
  });

  test('an address that another one has is refused before anything changes', async () => {
    const thief = withApp('app: thief\nproxy: { hosts: [shop.test] }');
    await assert.rejects(deployTo(thief, 'plab-test-app:shop'), {
      code: 'PLAB_PROXY_TAKEN',
      message: /the application shop has shop\.test\//,
    });
    assert.equal((await ask('shop.test')).text, 'shop /');
  });

  test('a reload for one waits while the traffic of another is moved but not confirmed', async () => {
    const watched = { ...shop, app: { ...shop.app, watch: 5 } };
    const blog = withApp('app: blog\nproxy: { hosts: [blog.test] }');
    const image = await buildVersion(lab, 'blog', named('blog'));
    let second: Promise<unknown> | undefined;
    await deployTo(watched, await buildVersion(lab, 'shop-2', named('shop 2')), (event) => {
      if (event.type === 'phase' && event.phase === 'watch') second = deployTo(blog, image);
    });
    await second;
    assert.equal((await ask('shop.test')).text, 'shop 2 /');
    assert.equal((await ask('blog.test')).text, 'blog /');
  });

  test('a reload for one between what another adds and its switch takes nothing away', async () => {
    const image = await buildVersion(lab, 'shop-3', named('shop 3'));
    const blog = withApp('app: blog\nproxy: { hosts: [blog.test, b.test] }');
    const seen: string[] = [];
    const wanted: DeployRequest = {
      ...requestOf(shop, image),
      async around(effect, run) {
        seen.push(effect.name);
        if (effect.name === 'arm') await deployTo(blog, 'plab-test-app:blog');
        return await run();
      },
    };
    await deploy(wanted, () => undefined, signal);
    const at = seen.indexOf('arm');
    assert.deepEqual(seen.slice(at - 1, at + 2), ['proxy add server', 'arm', 'proxy set server']);
    assert.equal((await ask('b.test')).text, 'blog /', 'it was reloaded');
    assert.equal((await ask('shop.test')).text, 'shop 3 /');
  });

  test('a body beyond the limit is refused', async () => {
    assert.equal((await ask('shop.test', '/', 'x'.repeat(1000))).status, 200);
    assert.equal((await ask('shop.test', '/', 'x'.repeat(2000))).status, 413);
  });

  test('a changed proxy section is taken up although the release is the same', async () => {
    const moved = withApp('app: blog\nproxy: { hosts: [news.test] }');
    const record = await deployTo(moved, 'plab-test-app:blog');
    assert.equal(record.result, 'unchanged');
    assert.equal((await ask('news.test')).text, 'blog /');
    assert.equal((await ask('blog.test')).status, 404);
  });

  test('maintenance answers 503 at once, for one application, until it is turned off', async () => {
    await setMaintenance(shop.app, [lab.host.host], true, signal);
    const { status, text, headers } = await ask('shop.test');
    assert.deepEqual([status, headers['retry-after']], [503, '60']);
    assert.match(text, /Down for maintenance/);
    assert.equal((await ask('shop.test', '/admin/')).text, 'admin /');
    await killProxy(lab.engine.docker, lab.host);
    let after = await ask('shop.test').catch(() => undefined);
    while (after === undefined) after = await ask('shop.test').catch(() => undefined);
    assert.equal(after.status, 503, 'a proxy that starts again remembers');
    await setMaintenance(shop.app, [lab.host.host], false, signal);
    assert.equal((await ask('shop.test')).text, 'shop 3 /');
  });
});
