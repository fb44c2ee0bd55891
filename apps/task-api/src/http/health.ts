import type { FastifyInstance } from 'fastify';
import type { Settings } from '../settings.ts';
import type { TaskStore } from '../tasks/store.ts';

/** `GET /health`: 200 when tasks can be stored, 503 with the reason when not. */
export function addHealth(app: FastifyInstance, settings: Settings, store: TaskStore): void {
  app.get('/health', async (_request, reply) => {
    const reason = failure(store);
    return reply.code(reason === undefined ? 200 : 503).send({
      status: reason === undefined ? 'healthy' : 'unhealthy',
      ...(reason === undefined ? {} : { reason }),
      timestamp: new Date().toISOString(),
      version: settings.version,
      build_number: settings.buildNumber,
      uptime_seconds: Math.round(process.uptime() * 1000) / 1000,
    });
  });
}

function failure(store: TaskStore): string | undefined {
  try {
    store.check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
