import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:http2';
import { after, before, test } from 'node:test';
import { type DeployEvent, probe } from '@pipeline-lab/deploy';
import { buildVersion, createLab, deployTo, lastRecord, type TestLab } from './lab.ts';

/** Answers after a while, streams events, and echoes over a WebSocket; SIGTERM ends the two that would last. */
const program = (version: string): string => `
const http = require('node:http');
const crypto = require('node:crypto');
const open = new Set();
const server = http.createServer((request, response) => {
  if (request.url === '/events') {
    response.setHeader('content-type', 'text/event-stream');
    response.write('data: ${version}\\n\\n');
    const ticking = setInterval(() => response.write('data: ${version}\\n\\n'), 100);
    open.add(() => { clearInterval(ticking); response.end('data: bye\\n\\n'); });
    return;
  }
  let body = '';
  request.on('data', (text) => { body += text; });
  request.on('end', () => setTimeout(() => response.end('${version} ' + body), { '/slow': 1500, '/never': 60_000 }[request.url] ?? 0));
});
const frame = (code, text) => Buffer.concat([Buffer.from([0x80 | code, text.length]), Buffer.from(text, 'latin1')]);
server.on('upgrade', (request, socket) => {
  const key = crypto.createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nupgrade: websocket\\r\\nconnection: upgrade\\r\\nsec-websocket-accept: ' + key + '\\r\\n\\r\\n');
  socket.on('data', (data) => { if ((data[0] & 15) === 1) socket.write(frame(1, '${version}')); else socket.end(); });
  socket.on('error', () => {});
  open.add(() => socket.write(frame(8, '\\x03\\xe9')));
});
server.listen(5000);
process.on('SIGTERM', () => { for (const end of open) end(); server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;

let lab: TestLab;

before(async () => {
  lab = await createLab();
  await deployTo(lab, await buildVersion(lab, 'long-old', program('old')));
});
after(async () => await lab.destroy());

/** One POST over an HTTP/2 session. */
async function post(session: ReturnType<typeof connect>, path: string): Promise<string> {
  const stream = session.request({ ':method': 'POST', ':path': path });
  stream.end('h2');
  return Buffer.concat((await stream.toArray()) as Buffer[]).toString();
}

async function slowPost(body: string): Promise<string> {
  return await (await fetch(`${lab.url}/slow`, { method: 'POST', body })).text();
}

/** A POST over a connection of its own: of one that has carried others HAProxy logs no request that the server broke off. */
async function postAlone(url: string): Promise<number | undefined> {
  const call = request(url, { method: 'POST', agent: false }).end('x');
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

async function echo(socket: WebSocket): Promise<unknown> {
  const answer = once(socket, 'message') as Promise<[MessageEvent]>;
  socket.send('who?');
  return (await answer)[0].data;
}

test('what is under way at a switch is finished by the release that began it', async (t) => {
  const image = await buildVersion(lab, 'long-new', program('new'));
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/ws`);
  await once(socket, 'open');
  const closed = once(socket, 'close') as Promise<[CloseEvent]>;
  let session: ReturnType<typeof connect> | undefined;
  const over = new AbortController();
  t.after(() => {
    over.abort();
    socket.close();
    session?.destroy();
  });
  const events = (await fetch(`${lab.url}/events`)).text();
  const traffic = probe(lab.url, 100, over.signal);
  let slow: Promise<string[]> | undefined;
  let later: Promise<unknown[]> | undefined;
  await deployTo(lab, image, (event: DeployEvent) => {
    if (event.type === 'phase' && event.phase === 'switch') {
      session = connect(lab.url);
      slow = Promise.all([slowPost('h1'), post(session, '/slow')]);
    }
    if (event.type === 'phase' && event.phase === 'watch' && session !== undefined)
      later = Promise.all([echo(socket), post(session, '/')]);
  });
  over.abort();
  assert.deepEqual(await slow, ['old h1', 'old h2']);
  assert.deepEqual(
    await later,
    ['old', 'new h2'],
    'an open WebSocket stays, a new stream goes to the new release',
  );
  assert.equal((await closed)[0].code, 1001, 'the old release says good-bye to its WebSockets');
  assert.match(await events, /^(?:data: old\n\n){20,}data: bye\n\n$/);
  const { lost, losses } = await traffic;
  assert.equal(lost, 0, losses.join('\n'));
});

test('what the old release cannot finish before it goes is counted as lost', async () => {
  const hasty = { ...lab, app: { ...lab.app, drain: 1, watch: 1 } };
  let answer: Promise<number | undefined> | undefined;
  await deployTo(hasty, 'plab-test-app:long-old', (event: DeployEvent) => {
    if (event.type === 'phase' && event.phase === 'start') answer = postAlone(`${lab.url}/never`);
  });
  assert.equal(await answer, 502);
  const { result, traffic } = (await lastRecord(lab)) ?? {};
  assert.deepEqual([result, traffic?.lost], ['released', 1]);
});
