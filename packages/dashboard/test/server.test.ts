import assert from 'node:assert/strict';
import { request } from 'node:http';
import { describe, test } from 'node:test';
import { fullView, siteWith } from './site.ts';

interface Answer {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

async function ask(
  url: string,
  options: { method?: string; host?: string; path?: string } = {},
): Promise<Answer> {
  const { method = 'GET', host, path } = options;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const call = request(
    url,
    { method, ...(path && { path }), ...(host && { headers: { host } }) },
    (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    },
  );
  call.on('error', reject).end();
  return await promise;
}

describe('the server', () => {
  test('answers under its own names only, lest a foreign page reaches it by DNS rebinding', async (t) => {
    const { url } = await siteWith(t, fullView);
    const { port } = new URL(url);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1:1',
      `127.0.0.1.evil.example:${port}`,
    ])
      assert.equal((await ask(url, { host })).status, 421, host);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `LOCALHOST:${port}`])
      assert.equal((await ask(url, { host })).status, 200, host);
  });

  test('only reads, and only for who knows its address', async (t) => {
    const { url } = await siteWith(t, fullView);
    const { status, headers } = await ask(url, { method: 'POST' });
    assert.deepEqual([status, headers['allow']], [405, 'GET, HEAD']);
    for (const path of [
      '/',
      '/events',
      '/page.js',
      '/__proto__',
      `${new URL(url).pathname}../../package.json`,
    ])
      assert.equal((await ask(url, { path })).status, 404, path);
  });

  test('forbids every script but its own, and frames', async (t) => {
    const { url } = await siteWith(t, fullView);
    const { headers, body } = await ask(url);
    const policy = String(headers['content-security-policy']);
    assert.doesNotMatch(policy, /unsafe|\*/);
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
      assert.ok(policy.includes(part), policy);
    assert.doesNotMatch(body, /<script(?! src)|style=|https?:/);
    assert.equal(headers['access-control-allow-origin'], undefined);
  });

  test('streams the whole view first, then each change', async (t) => {
    const { url, tell } = await siteWith(t, fullView);
    const response = await fetch(`${url}events`);
    assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
    const reader = (response.body as ReadableStream<Uint8Array>)
      .pipeThrough(new TextDecoderStream())
      .getReader();
    const until = async (wanted: RegExp): Promise<string> => {
      for (let text = ''; ; ) {
        text += (await reader.read()).value ?? '';
        if (wanted.test(text)) return text;
      }
    };
    assert.match(await until(/\n\ndata: .*\n\n/), /^retry: 2000\n\ndata: \{"type":"view"/);
    tell({ type: 'point', value: { at: 1, rate: 2 } });
    assert.equal(await until(/\n\n/), 'data: {"type":"point","value":{"at":1,"rate":2}}\n\n');
    await reader.cancel();
  });
});
