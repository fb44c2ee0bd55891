import { type Static, type TSchema, Type } from 'typebox';
import { sortFields } from '../tasks/query.ts';
import { priorities, type Priority, type Status, statuses } from '../tasks/task.ts';

const closed = { additionalProperties: false } as const;

const title = Type.String({ minLength: 1, maxLength: 200, pattern: String.raw`\S` });
const description = Type.String({ maxLength: 10_000 });
const label = Type.String({ minLength: 1, maxLength: 50, pattern: String.raw`^[^\p{Cc}]+$` });
const labels = Type.Array(label, { maxItems: 20, uniqueItems: true });
const priority = Type.Unsafe<Priority>({ type: 'string', enum: priorities });
const status = Type.Unsafe<Status>({ type: 'string', enum: statuses });
const time = Type.String({ format: 'date-time', description: 'RFC 3339' });
const noTimeOr = Type.Unsafe<string | null>({ type: ['string', 'null'], format: 'date-time' });

/** A schema that is told by its name in the OpenAPI document. */
const named = <T extends TSchema>(name: string, schema: T): T => ({ ...schema, title: name });

export const taskSchema = named(
  'Task',
  Type.Object(
    {
      id: Type.String({ format: 'uuid', description: 'UUIDv7: sorts by the time of creation' }),
      revision: Type.Integer({ minimum: 1, description: 'Counts the changes; the ETag of the task' }),
      title,
      description,
      status,
      priority,
      due_at: noTimeOr,
      labels,
      created_at: time,
      updated_at: time,
      completed_at: noTimeOr,
    },
    closed,
  ),
);

const optionalFields = {
  description: Type.Optional(description),
  status: Type.Optional(status),
  priority: Type.Optional(priority),
  due_at: Type.Optional(noTimeOr),
  labels: Type.Optional(labels),
};

export const newTaskSchema = named('NewTask', Type.Object({ title, ...optionalFields }, closed));

/** A merge patch, RFC 7396: what is not given stays as it is. */
export const taskPatchSchema = named(
  'TaskPatch',
  Type.Object({ title: Type.Optional(title), ...optionalFields }, closed),
);

export const bulkSchema = named(
  'NewTasks',
  Type.Object({ tasks: Type.Array(newTaskSchema, { minItems: 1, maxItems: 100 }) }, closed),
);

export const bulkAnswerSchema = named('CreatedTasks', Type.Object({ tasks: Type.Array(taskSchema) }, closed));

export const pageSchema = named(
  'TaskPage',
  Type.Object(
    {
      tasks: Type.Array(taskSchema),
      next_cursor: Type.Unsafe<string | null>({
        type: ['string', 'null'],
        description: 'Null on the last page',
      }),
    },
    closed,
  ),
);

export const idSchema = Type.Object({ id: Type.String({ description: 'The id of a task' }) });

const sorts = sortFields.flatMap((field) => [field, `-${field}`] as const);

export const listSchema = Type.Object(
  {
    status: Type.Optional(status),
    priority: Type.Optional(priority),
    label: Type.Optional(label),
    due_before: Type.Optional(time),
    due_after: Type.Optional(time),
    q: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'A part of the title or of the description' }),
    ),
    sort: Type.Optional(
      Type.Unsafe<(typeof sorts)[number]>({
        type: 'string',
        enum: sorts,
        default: '-created_at',
        description: 'A minus means the greatest first; tasks that are never due count as due last',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
    cursor: Type.Optional(
      Type.String({ maxLength: 300, description: 'The `next_cursor` of the page before, of the same list' }),
    ),
  },
  closed,
);
export type ListParameters = Static<typeof listSchema>;

export const createHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ minLength: 1, maxLength: 255, description: 'Repeats within a day get the first answer' }),
  ),
});

export const changeHeaders = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 1000, description: 'ETags that the task may have' })),
});

export const readHeaders = Type.Object({
  'if-none-match': Type.Optional(
    Type.String({ maxLength: 1000, description: 'ETags that are known already' }),
  ),
});

/** Problem details, RFC 9457. */
export const problemSchema = named(
  'Problem',
  Type.Object({
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          in: Type.Unsafe<'body' | 'query' | 'header'>({ type: 'string', enum: ['body', 'query', 'header'] }),
          pointer: Type.String({ description: 'JSON Pointer to the wrong field' }),
          detail: Type.String(),
        }),
      ),
    ),
  }),
);
