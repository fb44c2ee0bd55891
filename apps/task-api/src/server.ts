import fastify, { type FastifyInstance } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { taskCounters } from './api/counters.ts';
import { addCreateRoutes } from './api/create-tasks.ts';
import { addListRoute } from './api/list-tasks.ts';
import { addOneTaskRoutes } from './api/one-task.ts';
import { addExternalCheck } from './external/route.ts';
import { addHealthRoutes } from './health/routes.ts';
import { type Drain, drainConnections } from './http/drain.ts';
import { serverOptions } from './http/options.ts';
import { answerWithProblems, refuseOtherMethods } from './http/problem.ts';
import { limitRate } from './http/rate-limit.ts';
import { addSecurityHeaders, requireToken } from './http/security.ts';
import { validateStrictly } from './http/validation.ts';
import { addMetrics, addMetricsRoute } from './metrics/metrics.ts';
import { addPages } from './pages/routes.ts';
import type { Settings } from './settings.ts';
import type { TaskStore } from './storage/store.ts';

export interface ServerParts {
  readonly settings: Settings;
  readonly store: TaskStore;
  readonly drain?: Drain;
  /** Gets the server before its routes. */
  readonly prepare?: (app: FastifyInstance) => void;
}

/** The Task API on a store, not listening yet. Closing it closes the store, after the last answer. */
export function createServer({
  settings,
  store,
  drain = { draining: false },
  prepare,
}: ServerParts): FastifyInstance {
  const app = fastify(serverOptions(settings));
  answerWithProblems(app);
  validateStrictly(app);
  acceptJson(app);
  addSecurityHeaders(app);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id);
    done();
  });
  drainConnections(app, drain);
  const metrics = addMetrics(app, settings);
  limitRate(app, settings.rateLimit);
  prepare?.(app);
  void app.register(async (app) => {
    refuseOtherMethods(app, () => {
      addHealthRoutes(app.withTypeProvider<TypeBoxTypeProvider>(), settings, store, drain);
      addMetricsRoute(app, metrics);
      addExternalCheck(app, settings.externalUrl);
      addPages(app);
    });
  });
  const counters = taskCounters(metrics.registry);
  void app.register(async (plain) => {
    requireToken(plain, settings.tokens);
    const app = plain.withTypeProvider<TypeBoxTypeProvider>();
    refuseOtherMethods(plain, () => {
      addListRoute(app, store);
      addCreateRoutes(app, store, counters);
      addOneTaskRoutes(app, store, counters);
    });
  });
  app.addHook('onClose', async () => store.close());
  return app;
}

/** JSON alone, also as a merge patch; answers are written as they are, without a second look at their schema. */
function acceptJson(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'string' },
    app.getDefaultJsonParser('error', 'error'),
  );
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}
