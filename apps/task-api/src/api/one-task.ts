import type { FastifyReply } from 'fastify';
import type { Accepts, TaskStore } from '../storage/store.ts';
import { revisionOf, taskOf } from '../tasks/document.ts';
import { editTask, replaceTask } from '../tasks/edit.ts';
import type { Task } from '../tasks/task.ts';
import { answers, missing, notChanged, taskAnswer, type TypedServer } from './answers.ts';
import type { TaskCounters } from './counters.ts';
import { acceptedBy, etagOf, isKnown } from './etag.ts';
import {
  changeHeaders,
  idSchema,
  newTaskSchema,
  readHeaders,
  taskPatchSchema,
  taskSchema,
} from './schemas.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `GET`, `PATCH`, `PUT` and `DELETE /tasks/:id`, `POST /tasks/:id/complete`. */
export function addOneTaskRoutes(app: TypedServer, store: TaskStore, counters: TaskCounters): void {
  const path = { params: idSchema };
  const change = { ...path, headers: changeHeaders, response: answers({ 200: taskSchema }, 400, 404, 412) };

  app.get('/tasks/:id', { schema: { ...path, ...reading } }, async ({ params, headers }, reply) => {
    const id = idOf(params);
    const document = id === undefined ? undefined : await store.get(id);
    if (document === undefined) return missing(reply, params.id);
    const revision = revisionOf(document);
    if (!isKnown(headers['if-none-match'], revision)) return taskAnswer(reply, 200, document);
    return reply.code(304).header('ETag', etagOf(revision)).send();
  });

  const edit = async (
    { params, headers }: { params: { id: string }; headers: { 'if-match'?: string } },
    reply: FastifyReply,
    how: (task: Task) => Task,
  ): Promise<FastifyReply> => {
    const changed = await changeIn(store, params, acceptedBy(headers['if-match']), how);
    if (changed.kind !== 'changed') return notChanged(reply, params.id, changed);
    const isNew = taskOf(changed.document).status === 'completed' && changed.before.status !== 'completed';
    if (isNew) counters.completed.inc();
    return taskAnswer(reply, 200, changed.document);
  };

  const patch = {
    ...change,
    operationId: 'changeTask',
    summary: 'Change some fields',
    body: taskPatchSchema,
  };
  app.patch('/tasks/:id', { schema: patch }, async (request, reply) =>
    edit(request, reply, (task) => editTask(task, request.body, new Date())),
  );
  const put = { ...change, operationId: 'replaceTask', summary: 'Replace all fields', body: newTaskSchema };
  app.put('/tasks/:id', { schema: put }, async (request, reply) =>
    edit(request, reply, (task) => replaceTask(task, request.body, new Date())),
  );
  const complete = { ...change, operationId: 'completeTask', summary: 'Complete a task' };
  app.post('/tasks/:id/complete', { schema: complete }, async (request, reply) =>
    edit(request, reply, (task) => editTask(task, { status: 'completed' }, new Date())),
  );

  app.delete('/tasks/:id', { schema: { ...change, ...removal } }, async ({ params, headers }, reply) => {
    const id = idOf(params);
    const accepts = acceptedBy(headers['if-match']);
    const removed = id === undefined ? gone : await store.remove(id, accepts);
    if (removed.kind !== 'changed') return notChanged(reply, params.id, removed);
    counters.deleted.inc();
    return reply.code(204).send();
  });
}

const gone = { kind: 'missing' } as const;

const reading = {
  operationId: 'readTask',
  summary: 'Read a task',
  headers: readHeaders,
  response: { ...answers({ 200: taskSchema }, 400, 404), 304: { description: 'As known', type: 'null' } },
};

const removal = {
  operationId: 'deleteTask',
  summary: 'Delete a task',
  response: { ...answers({}, 400, 404, 412), 204: { description: 'Gone', type: 'null' } },
};

async function changeIn(
  store: TaskStore,
  params: { readonly id: string },
  accepts: Accepts,
  how: (task: Task) => Task,
): ReturnType<TaskStore['change']> {
  const id = idOf(params);
  return id === undefined ? gone : await store.change(id, accepts, how);
}

/** An id as tasks have it; undefined for text that is none. RFC 9562, 4: capital letters are read as small ones. */
function idOf({ id }: { readonly id: string }): string | undefined {
  const found = id.toLowerCase();
  return uuid.test(found) ? found : undefined;
}
