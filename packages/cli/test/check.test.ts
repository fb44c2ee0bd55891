import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { after, before, describe, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { folderWith, plab } from './plab.ts';

const main = fileURLToPath(new URL('../../../apps/task-api/src/main.ts', import.meta.url));
let url: string;
let end: () => Promise<void>;

/** Starts the real Task API. */
async function start(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<[string, () => Promise<void>]> {
  const own = { ...process.env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'info', ...env };
  const child = spawn(process.execPath, [main], { env: own, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) {
    const [, found] = /listening at (http:\S+?)"/.exec(line) ?? [];
    if (found === undefined) continue;
    child.stdout.resume();
    return [found, async () => void (child.kill(), await ended)];
  }
  throw new Error('it did not listen');
}

describe('live checks of', () => {
  const hooks: (() => unknown)[] = [];
  before(async () => {
    const folder = await folderWith(
      { after: (hook: () => unknown) => hooks.push(hook) } as unknown as TestContext,
      {},
    );
    [url, end] = await start(folder, { BUILD_NUMBER: '42', APP_VERSION: '1.2.3', TASKS_TOKENS: 'secret' });
  });
  after(async () => {
    await end();
    for (const hook of hooks) await hook();
  });

  const env = { PLAB_CHECK_TOKEN: 'secret' };
  const tasks = async (): Promise<unknown> => {
    const answer = await fetch(`${url}/tasks`, { headers: { Authorization: 'Bearer secret' } });
    return ((await answer.json()) as { tasks: unknown }).tasks;
  };

  test('a good release pass and leave nothing behind', async (t) => {
    const { code, stdout } = await plab(
      await folderWith(t, {}),
      ['check', url, '-e', 'build_number=42'],
      env,
    );
    assert.equal(code, 0, stdout);
    for (const name of ['health', 'version', 'tasks', 'metrics'])
      assert.match(stdout, new RegExp(`${name} +ok`));
    assert.deepEqual(await tasks(), []);
  });

  test('a destination of deploy.yml take its address from there', async (t) => {
    const file = `app: shop\ndestinations: { live: { hosts: [a.example], url: ${url}/ } }\n`;
    const { code, stdout } = await plab(await folderWith(t, { 'deploy.yml': file }), ['check', 'live'], env);
    assert.equal(code, 0, stdout);
  });

  test('another version, or without the token, fail and tell why; the other checks run', async (t) => {
    const { code, stdout } = await plab(await folderWith(t, {}), ['check', url, '-e', 'build_number=7']);
    assert.equal(code, 1);
    assert.match(stdout, /version +problem .*build_number is 42, not 7/);
    assert.match(stdout, /tasks +problem .*POST \/tasks answered 401/);
    assert.match(stdout, /metrics +ok/);
  });

  test('as JSON, each check has its outcome; an address that is none is told', async (t) => {
    const folder = await folderWith(t, {});
    const { code, stdout } = await plab(folder, ['check', `${url}/`, '--json', '-e', 'build_number=7'], env);
    assert.equal(code, 1);
    const told = JSON.parse(stdout) as { url: string; checks: { name: string; ok: boolean; seen: string }[] };
    assert.equal(told.url, url);
    assert.deepEqual(
      told.checks.map(({ name, ok }) => `${name} ${ok}`),
      ['health true', 'version false', 'tasks true', 'metrics true'],
    );
    assert.match((await plab(folder, ['check', 'ftp://x'])).stderr, /“ftp:\/\/x” is no address/);
    assert.match((await plab(folder, ['check'])).stderr, /deploy\.yml: .*there is none in this folder/);
  });

  test('what something else answers is one line without control characters', async (t) => {
    const server = createServer((_, response) => response.writeHead(404).end('<html>\n\u001B[2J</html>'));
    t.after(() => server.close().closeAllConnections());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { stdout } = await plab(await folderWith(t, {}), ['check', `http://127.0.0.1:${port}`]);
    assert.equal(stdout.trimEnd().split('\n').length, 5, stdout);
    assert.ok(!stdout.includes('\u001B'));
    assert.match(stdout, /health +problem .* GET \/health answered 404, not 200: <html> /);
  });

  for (const [what, broken, message] of [
    [
      'loses what it confirmed',
      /^GET \/tasks\/[0-9a-f]/,
      /tasks +problem .*GET \/tasks\/.* answered 500, not 200/,
    ],
    ['has no metrics', /^GET \/metrics/, /metrics +problem .*answered 500/],
    ['cannot delete', /^DELETE/, /tasks +problem .*DELETE .* answered 500, not 204/],
  ] as const) {
    test(`a release that ${what} fail`, async (t) => {
      const proxy = await breaking(t, broken);
      const { code, stdout } = await plab(await folderWith(t, {}), ['check', proxy], env);
      assert.equal(code, 1);
      assert.match(stdout, message);
    });
  }

  test('nothing at all fail, and wrong addresses are wrong usage', async (t) => {
    const folder = await folderWith(t, {});
    const { code, stdout } = await plab(folder, ['check', `http://127.0.0.1:${await closedPort()}`]);
    assert.equal(code, 1);
    assert.match(stdout, /health +problem .*ECONNREFUSED/);
    assert.equal((await plab(folder, ['check', 'ftp://127.0.0.1'])).code, 2);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The real service behind a proxy that fails some requests. */
async function breaking(t: TestContext, broken: RegExp): Promise<string> {
  const proxy = createServer((incoming, response) => {
    if (broken.test(`${incoming.method} ${incoming.url}`)) return void response.writeHead(500).end();
    const options = { method: incoming.method, headers: incoming.headers };
    const passed = request(`${url}${incoming.url}`, options, (answer: IncomingMessage) => {
      answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers));
    });
    incoming.pipe(passed);
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  t.after(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}
