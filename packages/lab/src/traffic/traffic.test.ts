import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, test, type TestContext } from 'node:test';
import { emptyDiary, noteLoss, reportOf, sumOf } from './diary.ts';
import { socketOnce, streamOnce } from './lasting.ts';
import { beginTraffic } from './traffic.ts';
import { mixed, type Visit } from './visits.ts';

const { signal } = new AbortController();

async function serve(t: TestContext, answer: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

const visit = (kind: 'get' | 'post', path: string): Visit => ({
  kind,
  path,
  judge(status) {
    if (status >= 500) throw new Error(`HTTP ${status}`);
    return 'app';
  },
});

describe('a mixture of requests', () => {
  test('has five GET and four POST over kept connections and one GET over a new one', () => {
    const kinds = mixed([visit('get', '/')], [visit('post', '/')]).map(({ kind }) => kind);
    assert.equal(kinds.toSorted().join(' '), 'get get get get get new post post post post');
  });

  test('takes turns among paths, and has no POST where there is none', () => {
    const all = mixed([visit('get', '/a'), visit('get', '/b'), visit('get', '/c')], []);
    assert.deepEqual([...new Set(all.map(({ path }) => path))].toSorted(), ['/a', '/b', '/c']);
    assert.ok(all.every(({ kind }) => kind !== 'post'));
  });
});

test('what got no answer or a wrong one is lost by kind, and never tried again', async (t) => {
  let asked = 0;
  const enough = Promise.withResolvers<void>();
  const { url } = await serve(t, (request, response) => {
    asked += 1;
    if (asked === 200) enough.resolve();
    if (request.method === 'POST') response.statusCode = 503;
    response.end(request.headers.host);
  });
  const requests = mixed([visit('get', '/')], [visit('post', '/')]);
  const traffic = beginTraffic({ url, hostName: 'shop.example.com', perSecond: 1000, requests });
  await enough.promise;
  const { sent, lost, kinds, versions, losses } = await traffic.stop();
  assert.equal(sent, asked);
  assert.equal(lost, kinds.post.sent);
  assert.deepEqual([kinds.post.lost, kinds.get.lost, kinds.new.lost], [kinds.post.sent, 0, 0]);
  assert.match(losses[0] ?? '', /post: HTTP 503/);
  assert.deepEqual([...versions], ['app']);
});

test('a stream is lost when it is cut, not when it ends', async (t) => {
  const { url } = await serve(t, (request, response) => {
    response.write('data: 1\n\n');
    if (request.url === '/cut') setImmediate(() => response.destroy());
    else response.end();
  });
  await streamOnce({ url }, { path: '/whole' }, signal);
  await assert.rejects(streamOnce({ url }, { path: '/cut' }, signal), /aborted|ECONNRESET/);
  const isFarewell = (tail: string): boolean => tail.endsWith('bye');
  await assert.rejects(streamOnce({ url }, { path: '/whole', isFarewell }, signal), /ended after/);
});

describe('a WebSocket', () => {
  const accept = async (t: TestContext, then: (socket: Duplex) => void): Promise<string> => {
    const { url, server } = await serve(t, (_, response) => response.end());
    server.on('upgrade', (request, socket: Duplex) => {
      const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
      const hash = createHash('sha1').update(key).digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${hash}\r\n\r\n`,
      );
      socket.on('error', () => undefined);
      then(socket);
    });
    return url;
  };
  const path = '/ws';

  test('is not lost when the server takes leave, after a frame of any length', async (t) => {
    const long = Buffer.concat([Buffer.from([0x82, 126, 0x01, 0x00]), Buffer.alloc(256)]);
    const url = await accept(t, (socket) => {
      socket.write(long.subarray(0, 10));
      setImmediate(() => socket.write(Buffer.concat([long.subarray(10), Buffer.from('880203e9', 'hex')])));
    });
    await socketOnce({ url }, { path }, signal);
  });

  test('is lost when the connection ends without a word, or with a code of failure', async (t) => {
    const cut = await accept(t, (socket) => setImmediate(() => socket.destroy()));
    await assert.rejects(socketOnce({ url: cut }, { path }, signal), /closed with 1006/);
    const failed = await accept(t, (socket) => socket.write(Buffer.from('880203f3', 'hex')));
    await assert.rejects(socketOnce({ url: failed }, { path }, signal), /closed with 1011/);
  });

  test('is lost where there is none', async (t) => {
    const { url } = await serve(t, (_, response) => {
      response.statusCode = 404;
      response.end();
    });
    await assert.rejects(socketOnce({ url }, { path }, signal), /HTTP 404/);
  });

  test('answers a ping', async (t) => {
    const heard = Promise.withResolvers<number>();
    const url = await accept(t, (socket) => {
      socket.once('data', (frame: Buffer) => {
        heard.resolve(frame.readUInt8(0));
        socket.write(Buffer.from('880203e8', 'hex'));
      });
      socket.write(Buffer.from('8900', 'hex'));
    });
    await socketOnce({ url }, { path }, signal);
    assert.equal(await heard.promise, 0x8a);
  });
});

describe('the time away', () => {
  test('is from the first loss to the first answer after the last one', () => {
    const diary = emptyDiary();
    diary.answered.push(0, 4000, 5500, 9000);
    for (const at of [3000, 5000]) noteLoss(diary, 'get', at, new Error('gone'));
    assert.equal(reportOf(diary).secondsAway, 2.5);
  });

  test('has no end when nothing answered afterwards', () => {
    const diary = emptyDiary();
    noteLoss(diary, 'get', 3000, new Error('gone'));
    assert.equal(reportOf(diary).secondsAway, Infinity);
    assert.equal(sumOf([reportOf(diary), reportOf(emptyDiary())]).secondsAway, Infinity);
  });
});
