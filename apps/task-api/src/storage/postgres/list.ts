import type { PendingQuery, Row, Sql } from 'postgres';
import { type Filter, neverDue, searchable, type TaskQuery } from '../../tasks/query.ts';
import { priorities } from '../../tasks/task.ts';
import { arrayOf } from '../../tasks/document.ts';
import type { Page } from '../store.ts';

const columns = {
  created_at: 'id',
  updated_at: 'updated_at',
  due_at: 'due_at',
  priority: 'priority',
} as const;

type Fragment = PendingQuery<Row[]>;

export async function readPage(sql: Sql, { filter, sort, limit, after }: TaskQuery): Promise<Page> {
  const column = sql(columns[sort.field]);
  const order = sort.descending ? sql`DESC` : sql`ASC`;
  const compare = sort.descending ? sql`<` : sql`>`;
  const behind = after === undefined ? [] : [sql`(${column}, id) ${compare} (${after.value}, ${after.id})`];
  const where = [...conditions(sql, filter), ...behind].reduce(
    (all, each) => sql`${all} AND ${each}`,
    sql`WHERE true`,
  );
  const rows = await sql<{ id: string; value: string | number; task: string }[]>`
    SELECT id, ${column} AS value, task FROM tasks ${where}
    ORDER BY ${column} ${order}, id ${order} LIMIT ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    tasks: arrayOf(shown.map(({ task }) => task)),
    next: rows.length > limit && last !== undefined ? { value: last.value, id: last.id } : undefined,
  };
}

function conditions(sql: Sql, filter: Filter): Fragment[] {
  const { status, priority, label, due_before: before, due_after: after, text } = filter;
  const parts: (Fragment | undefined)[] = [
    status === undefined ? undefined : sql`status = ${status}`,
    priority === undefined ? undefined : sql`priority = ${priorities.indexOf(priority)}`,
    label === undefined ? undefined : sql`labels @> ${[label]}`,
    before === undefined ? undefined : sql`due_at < ${before}`,
    after === undefined ? undefined : sql`due_at > ${after} AND due_at < ${neverDue}`,
    text === undefined ? undefined : sql`strpos(search, ${searchable(text)}) > 0`,
  ];
  return parts.filter((part) => part !== undefined);
}
