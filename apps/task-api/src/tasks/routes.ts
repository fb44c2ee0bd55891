import type { FastifyInstance } from 'fastify';
import { problem } from '../http/problem.ts';
import { uuidv7 } from './identifier.ts';
import type { TaskStore } from './store.ts';
import { type NewTask, newTaskSchema, type Task } from './task.ts';

const listSchema = {
  type: 'object',
  additionalProperties: false,
  properties: { limit: { type: 'string', pattern: '^([1-9][0-9]?|100)$' } },
} as const;

/** `POST /tasks`, `GET /tasks?limit=1..100`, `GET /tasks/:id`. */
export function addTaskRoutes(app: FastifyInstance, store: TaskStore): void {
  app.post<{ Body: NewTask }>('/tasks', { schema: { body: newTaskSchema } }, async ({ body }, reply) => {
    const task = taskFrom(body);
    await store.add(task);
    return await reply.code(201).header('Location', `/tasks/${task.id}`).send(task);
  });
  app.get<{ Querystring: { limit?: string } }>(
    '/tasks',
    { schema: { querystring: listSchema } },
    async ({ query }) => ({ tasks: store.list(Number(query.limit ?? 50)) }),
  );
  app.get<{ Params: { id: string } }>('/tasks/:id', async ({ params }, reply) => {
    const task = store.get(params.id);
    return task ?? problem(reply, 404, `there is no task ${params.id}`);
  });
}

function taskFrom({ title, description = '', priority = 'medium' }: NewTask): Task {
  const now = new Date();
  return { id: uuidv7(now.getTime()), title, description, priority, created_at: now.toISOString() };
}
