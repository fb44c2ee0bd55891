import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { after, before, describe, test, type TestContext } from 'node:test';
import { type Answer, folderWith, plab } from './plab.ts';

const bodies: Record<string, [number, string]> = {
  '/good': [200, '{"version":"1.2.3","build_number":"7"}'],
  '/sick': [503, '{"status":"sick"}'],
  '/text': [200, 'fine'],
};
const server = createHttpServer((request, response) => {
  const [status, body] = bodies[request.url ?? ''] ?? [404, ''];
  response.writeHead(status).end(body);
});
let origin: string;

before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(() => server.close());

async function verify(t: TestContext, path: string, url: string, ...expected: string[]): Promise<Answer> {
  const file = `app: shop\nhealth: { path: ${path} }\ndestinations: { live: { hosts: [a.example], url: ${url} } }\n`;
  const folder = await folderWith(t, { 'deploy.yml': file });
  return await plab(folder, ['verify', ...expected.flatMap((each) => ['--expect', each])]);
}

test('what was expected is exit code 0 and the answer', async (t) => {
  const answer = await verify(t, '/good', origin, 'version=1.2.3', 'build_number=7');
  assert.equal(answer.code, 0, answer.stderr);
  assert.match(answer.stdout, /"build_number":"7"/);
});

describe('anything else is exit code 1 and says what came', () => {
  for (const [what, path, expected, message] of [
    ['another value', '/good', ['build_number=8'], /build_number is 7, expected 8/],
    ['a missing field', '/good', ['release=1'], /release is undefined, expected 1/],
    ['a bad status', '/sick', [], /answered 503 \{"status":"sick"\}/],
    ['no JSON', '/text', ['version=1'], /answered no JSON object: fine/],
  ] as const) {
    test(what, async (t) => {
      const { code, stderr } = await verify(t, path, origin, ...expected);
      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.match(stderr, /code: PLAB_NOT_VERIFIED/);
    });
  }

  test('nobody there', async (t) => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    const { code, stderr } = await verify(t, '/good', `http://127.0.0.1:${port}`);
    assert.equal(code, 1);
    assert.match(stderr, /ECONNREFUSED/);
  });
});
