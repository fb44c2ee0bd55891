import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { bench, finished, log, ofType, pipeline, run, stage, wholeLog } from './build.ts';

interface Received {
  readonly path: string | undefined;
  readonly token: string | undefined;
  readonly body: Record<string, unknown>;
}

/** A server with the form of Slack's API, which refuses the channel `none`. */
async function slack(t: TestContext): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const answer = async (request: IncomingMessage): Promise<string> => {
    const body = JSON.parse(await text(request)) as Record<string, unknown>;
    received.push({ path: request.url, token: request.headers.authorization, body });
    if (body['channel'] === '#none') return JSON.stringify({ ok: false, error: 'channel_not_found' });
    return JSON.stringify({ ok: true, channel: 'C1', ts: `${received.length}.5` });
  };
  const server = createServer((request, response) => void answer(request).then((body) => response.end(body)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, received };
}

test('slackSend with a token posts, answers in a thread, and changes what it has posted', async (t) => {
  const { url, received } = await slack(t);
  const common = `baseUrl: '${url}', tokenCredentialId: 'bot'`;
  const steps = `script {
    def sent = slackSend(${common}, channel: '#ci', color: 'good', message: 'built')
    slackSend(${common}, channel: sent.threadId, message: 'more', replyBroadcast: true)
    slackSend(${common}, channel: sent.channelId, timestamp: sent.ts, message: 'changed')
    slackSend(${common}, channel: '#ci', blocks: [[type: 'divider']])
    echo sent.threadId
  }`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(steps)) });
  const events = await run({ ...request, secrets: { bot: 'xoxb-secret-token' } });
  assert.equal(finished(events).error, undefined);
  assert.equal(log(events).at(-1), 'C1:1.5');
  assert.deepEqual(
    received.map(({ path }) => path),
    ['/api/chat.postMessage', '/api/chat.postMessage', '/api/chat.update', '/api/chat.postMessage'],
  );
  assert.ok(received.every(({ token }) => token === 'Bearer xoxb-secret-token'));
  assert.deepEqual(
    received.map(({ body }) => body),
    [
      { channel: '#ci', attachments: [{ fallback: 'built', text: 'built', color: 'good' }] },
      { channel: 'C1', text: 'more', thread_ts: '1.5', reply_broadcast: true },
      { channel: 'C1', text: 'changed', ts: '1.5' },
      { channel: '#ci', text: '', blocks: [{ type: 'divider' }] },
    ],
  );
  assert.ok(!JSON.stringify(events).includes('xoxb-secret-token'));
});

test('a message that Slack refuses is a notice, and an error with failOnError', async (t) => {
  const { url } = await slack(t);
  const send = `slackSend baseUrl: '${url}', token: 'xoxb-in-the-open', channel: '#none', message: 'm'`;
  const { request } = await bench(t, { Jenkinsfile: pipeline(stage(`${send}\n${send}, failOnError: true`)) });
  const events = await run(request);
  assert.equal(ofType(events, 'notice')[0]?.text, 'Slack did not take the message: channel_not_found');
  assert.equal(finished(events).error?.message, 'Slack did not take the message: channel_not_found');
  assert.ok(!wholeLog(events).join('\n').includes('xoxb-in-the-open'));
});
