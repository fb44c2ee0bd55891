import { hostname } from 'node:os';
import { type TSchema, Type } from 'typebox';
import type { TypedServer } from '../api/answers.ts';
import type { Drain } from '../http/drain.ts';
import type { Settings } from '../settings.ts';
import type { TaskStore } from '../storage/store.ts';
import { checkAll } from './checks.ts';

const check = Type.Object({
  status: Type.Unsafe({ type: 'string', enum: ['healthy', 'unhealthy'] }),
  duration_ms: Type.Number({ minimum: 0 }),
  reason: Type.Optional(Type.String()),
});

const identity = {
  version: Type.String(),
  release: Type.String(),
  build_number: Type.String(),
  host: Type.String(),
  uptime_seconds: Type.Number({ minimum: 0 }),
};

const healthSchema = Type.Object({
  status: Type.Unsafe({ type: 'string', enum: ['healthy', 'unhealthy'] }),
  reason: Type.Optional(Type.String()),
  timestamp: Type.String({ format: 'date-time' }),
  ...identity,
  checks: Type.Record(Type.String(), check),
});

/**
 * `GET /health`: 200 when tasks can be kept, 503 with the reason when not. `/health/live`: that the process turns, and
 * what it is. `/health/ready`: whether it should get traffic.
 */
export function addHealthRoutes(app: TypedServer, settings: Settings, store: TaskStore, drain: Drain): void {
  const dataDir = settings.databaseUrl === undefined ? settings.dataDir : undefined;
  const identify = (): Record<string, unknown> => ({
    version: settings.version,
    release: settings.release,
    build_number: settings.buildNumber,
    host: hostname(),
    uptime_seconds: Math.round(process.uptime() * 1000) / 1000,
  });

  const health = schemaOf('readHealth', 'Whether tasks can be kept', healthSchema, healthSchema);
  app.get('/health', { schema: health }, async (_request, reply) => {
    const checks = await checkAll(store, dataDir);
    const [reason] = Object.values(checks).flatMap((each) => each.reason ?? []);
    const status = reason === undefined ? 'healthy' : 'unhealthy';
    const body = { status, reason, timestamp: new Date().toISOString(), ...identify(), checks };
    return reply.code(reason === undefined ? 200 : 503).send(body);
  });

  const live = schemaOf('readLive', 'That the process turns, and what it is', Type.Object(identity));
  app.get('/health/live', { schema: live }, async (_request, reply) => reply.send(identify()));

  const readiness = Type.Object({ ready: Type.Boolean(), reason: Type.Optional(Type.String()) });
  const ready = schemaOf('readReady', 'Whether it should get traffic', readiness, readiness);
  app.get('/health/ready', { schema: ready }, async (_request, reply) => {
    if (drain.draining) return reply.code(503).send({ ready: false, reason: 'the server is about to end' });
    const { database } = await checkAll(store, undefined);
    if (database?.reason !== undefined)
      return reply.code(503).send({ ready: false, reason: database.reason });
    return reply.send({ ready: true });
  });
}

function schemaOf(operationId: string, summary: string, good: TSchema, bad?: TSchema): object {
  const content = (schema: TSchema): object => ({ 'application/json': { schema } });
  const right = { 200: { description: 'Yes', content: content(good) } };
  const wrong = bad === undefined ? {} : { 503: { description: 'No', content: content(bad) } };
  return { operationId, summary, response: { ...right, ...wrong } };
}
