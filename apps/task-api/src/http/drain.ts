import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Set when the server is about to end: it answers, and wants no new traffic. */
export interface Drain {
  draining: boolean;
}

/** Milliseconds that a new connection gets, at the end, to send its first request. */
const grace = 1000;

/** Lets every connection end with the answer that is under way; ends those that have nothing under way. */
export function drainConnections(app: FastifyInstance, drain: Drain): void {
  const connections = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (drain.draining) reply.header('Connection', 'close');
    done(null, payload);
  });
  app.addHook('preClose', (done) => {
    drain.draining = true;
    // Node counts a connection without any request as busy.
    setTimeout(() => {
      for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
    }, grace).unref();
    done();
  });
}
