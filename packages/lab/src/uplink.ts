import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

export interface UplinkOptions {
  /** What all relays together let through to the hosts; Infinity for no limit. */
  readonly bytesPerSecond: number;
  /** Time (ms) that every byte takes longer, each way. */
  readonly latency?: number;
}

/** A line out of this machine that is as slow as its users' lines, for tests: several hosts share it. */
export interface Uplink {
  /** Port on the loopback that leads to a port of a host through the line. */
  relay(port: number): Promise<Relay>;
  close(): Promise<void>;
}

export interface Relay {
  readonly port: number;
  /** Bytes that went to the host so far. */
  readonly sent: () => number;
  /** Ends every connection at once; new ones are let through. */
  readonly cut: () => void;
  /** Leaves every connection half open: nothing gets through any more, and nobody is told. New ones are let through. */
  readonly stall: () => void;
}

/** A piece that goes through at once: about what fills 20 ms of a slow line, so that sharing is fair. */
const pieceSize = 16_384;

/** Makes the line; its limit is a token bucket of one piece, so that no burst goes past it. */
export function createUplink(options: UplinkOptions): Uplink {
  const bucket = tokenBucket(options.bytesPerSecond);
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  return {
    async relay(port) {
      const own = new Set<Socket>();
      let sent = 0;
      const server = createServer((client) => {
        const host = connect(port, '127.0.0.1');
        for (const socket of [client, host]) {
          own.add(socket);
          sockets.add(socket);
          socket.setNoDelay(true);
          socket.on('error', () => undefined);
          socket.on('close', () => {
            client.destroy();
            host.destroy();
            own.delete(socket);
            sockets.delete(socket);
          });
        }
        const limited = shaped(bucket, (bytes) => {
          sent += bytes;
        });
        client.pipe(limited).pipe(delayed(options.latency)).pipe(host);
        host.pipe(delayed(options.latency)).pipe(client);
      });
      servers.push(server);
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const { port: listening } = server.address() as AddressInfo;
      return {
        port: listening,
        sent: () => sent,
        cut: () => own.forEach((socket) => socket.destroy()),
        stall: () => own.forEach((socket) => socket.unpipe().pause()),
      };
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        servers.map(async (server) => {
          server.close();
          await once(server, 'close');
        }),
      );
    },
  };
}

type Bucket = (bytes: number) => Promise<void>;

/** Whoever asks waits until the line is free for as many bytes; first come, first served. */
function tokenBucket(bytesPerSecond: number): Bucket {
  let freeAt = 0;
  return async (bytes) => {
    if (bytesPerSecond === Infinity) return;
    const now = performance.now();
    freeAt = Math.max(freeAt, now) + (bytes / bytesPerSecond) * 1000;
    if (freeAt - now > 1) await sleep(freeAt - now);
  };
}

function shaped(bucket: Bucket, through: (bytes: number) => void): Transform {
  return new Transform({
    highWaterMark: pieceSize,
    async transform(this: Transform, chunk: Buffer, _encoding, done) {
      for (let at = 0; at < chunk.length; at += pieceSize) {
        const piece = chunk.subarray(at, at + pieceSize);
        await bucket(piece.length);
        through(piece.length);
        this.push(piece);
      }
      done();
    },
  });
}

function delayed(latency = 0): Transform {
  return new Transform({
    transform(this: Transform, chunk: Buffer, _encoding, done) {
      if (latency === 0) return done(null, chunk);
      setTimeout(() => this.destroyed || this.push(chunk), latency);
      done();
    },
    flush(done) {
      setTimeout(done, latency);
    },
  });
}
