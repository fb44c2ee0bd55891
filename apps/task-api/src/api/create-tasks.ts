import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../http/problem.ts';
import type { Once, TaskStore } from '../storage/store.ts';
import { documentOf } from '../tasks/document.ts';
import { createTask } from '../tasks/edit.ts';
import { answers, json, taskAnswer, type TypedServer } from './answers.ts';
import type { TaskCounters } from './counters.ts';
import { bulkAnswerSchema, bulkSchema, createHeaders, newTaskSchema, taskSchema } from './schemas.ts';

/** Bytes of a body with a hundred tasks. */
const bulkLimit = 4 * 2 ** 20;

/** `POST /tasks` and `POST /tasks/bulk`: a task or all of several, once for each Idempotency-Key. */
export function addCreateRoutes(app: TypedServer, store: TaskStore, counters: TaskCounters): void {
  const schema = {
    operationId: 'createTask',
    summary: 'Create a task',
    headers: createHeaders,
    body: newTaskSchema,
    response: answers({ 201: taskSchema }, 400, 422),
  };
  app.post('/tasks', { schema }, async (request, reply) => {
    const task = createTask(request.body, new Date());
    const answer = documentOf(task);
    const added = await store.add([task], onceOf(request, answer));
    if (added.kind === 'mismatch') return usedOtherwise(reply);
    if (added.kind === 'added') counters.created.inc();
    const document = added.kind === 'repeated' ? added.answer : answer;
    reply.header('Location', `/tasks/${added.kind === 'repeated' ? idIn(document) : task.id}`);
    return taskAnswer(reply, 201, document);
  });
  const bulk = {
    operationId: 'createTasks',
    summary: 'Create up to 100 tasks: all or none',
    headers: createHeaders,
    body: bulkSchema,
    response: answers({ 201: bulkAnswerSchema }, 400, 422),
  };
  app.post('/tasks/bulk', { schema: bulk, bodyLimit: bulkLimit }, async (request, reply) => {
    const now = new Date();
    const tasks = request.body.tasks.map((wanted) => createTask(wanted, now));
    const answer = `{"tasks":[${tasks.map(documentOf).join(',')}]}`;
    const added = await store.add(tasks, onceOf(request, answer));
    if (added.kind === 'mismatch') return usedOtherwise(reply);
    if (added.kind === 'added') counters.created.inc(tasks.length);
    return json(reply, 201, added.kind === 'repeated' ? added.answer : answer);
  });
}

type Creation = FastifyRequest & { readonly headers: { readonly 'idempotency-key'?: string | undefined } };

/** A key is one client's own, and kept as a digest: it may be as telling as a token. */
function onceOf({ headers, method, url, body }: Creation, answer: string): Once | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  return {
    key: digest([headers.authorization ?? null, key]),
    fingerprint: digest([method, url, body]),
    answer,
  };
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}

function usedOtherwise(reply: FastifyReply): FastifyReply {
  return problem(reply, 422, 'this Idempotency-Key was used for another request: take a new one');
}

function idIn(document: string): string {
  return (JSON.parse(document) as { id: string }).id;
}
