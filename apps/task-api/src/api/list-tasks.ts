import { type FieldError } from '../http/validation.ts';
import { problem } from '../http/problem.ts';
import type { TaskStore } from '../storage/store.ts';
import type { SortField, TaskQuery } from '../tasks/query.ts';
import { cursorOf, positionIn } from './cursor.ts';
import { answers, json, type TypedServer } from './answers.ts';
import { type ListParameters, listSchema, pageSchema } from './schemas.ts';

const beginning = Buffer.from('{"tasks":');

/** `GET /tasks`: a page of a filtered and sorted list, with the next page's address in `Link` (RFC 8288). */
export function addListRoute(app: TypedServer, store: TaskStore): void {
  const schema = {
    operationId: 'listTasks',
    summary: 'List tasks',
    querystring: listSchema,
    response: answers({ 200: pageSchema }, 400),
  };
  app.get('/tasks', { schema }, async ({ query }, reply) => {
    const wanted = queryOf(query);
    if (wanted === undefined) {
      const error: FieldError = { in: 'query', pointer: '/cursor', detail: 'is not of this list' };
      return problem(reply, 400, 'the cursor is not of this list, in this order', [error]);
    }
    const page = await store.list(wanted);
    const cursor = page.next === undefined ? undefined : cursorOf(page.next, wanted.sort);
    if (cursor !== undefined) reply.header('Link', `<${addressOf(query, cursor)}>; rel="next"`);
    const end = Buffer.from(`,"next_cursor":${JSON.stringify(cursor ?? null)}}`);
    return json(reply, 200, Buffer.concat([beginning, page.tasks, end]));
  });
}

/** What a list's address asks for; undefined when its cursor is not of this list. */
function queryOf(parameters: ListParameters): TaskQuery | undefined {
  const { status, priority, label, q: text, limit = 50, cursor, sort: order = '-created_at' } = parameters;
  const filter = {
    status,
    priority,
    label,
    text,
    due_before: timeOf(parameters.due_before),
    due_after: timeOf(parameters.due_after),
  };
  const sort = { field: order.replace('-', '') as SortField, descending: order.startsWith('-') };
  const after = cursor === undefined ? undefined : positionIn(cursor, sort);
  return cursor !== undefined && after === undefined ? undefined : { filter, sort, limit, after };
}

function timeOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : new Date(text).toISOString();
}

function addressOf(parameters: ListParameters, cursor: string): string {
  const given = Object.entries({ ...parameters, cursor }).map(([name, value]) => [name, String(value)]);
  return `/tasks?${new URLSearchParams(given as [string, string][]).toString()}`;
}
