import fastify, { type FastifyInstance } from 'fastify';
import { addHealth } from './http/health.ts';
import { addMetrics } from './http/metrics.ts';
import { answerWithProblems, refuseOtherMethods } from './http/problem.ts';
import type { Settings } from './settings.ts';
import { addTaskRoutes } from './tasks/routes.ts';
import type { TaskStore } from './tasks/store.ts';

/** The Task API on a store, not listening yet. Closing it closes the store, after the last answer. */
export function createServer(settings: Settings, store: TaskStore): FastifyInstance {
  const app = fastify({
    logger: { level: settings.logLevel },
    bodyLimit: 65_536,
    forceCloseConnections: 'idle',
    // A request that comes on an open connection while the server closes is answered like any other.
    return503OnClosing: false,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
  });
  answerWithProblems(app);
  addMetrics(app, settings);
  addHealth(app, settings, store);
  addTaskRoutes(app, store);
  refuseOtherMethods(app, {
    '/tasks': ['GET', 'POST'],
    '/tasks/:id': ['GET'],
    '/health': ['GET'],
    '/metrics': ['GET'],
  });
  app.addHook('onClose', async () => store.close());
  return app;
}
