import { cursorOf } from '../../apps/task-api/src/api/cursor.ts';
import type { Work } from './wrk.ts';

export const allWorks = [
  'GET one task',
  'list 50, unchanged',
  'list 50, a page that was not asked for lately',
  'POST',
] as const;
export type WorkName = (typeof allWorks)[number];

/** What the database is asked for each time; a list that is unchanged is the page that the service has kept. */
export const works: readonly WorkName[] = allWorks.filter((work) => work !== 'list 50, unchanged');

/** Connections of every load. */
export const connections = 64;
/** Tasks of a page. */
const limit = 50;
/**
 * Tasks that are asked for in turn, and the pages behind them. The service keeps none of these: each comes again after
 * more others than it remembers.
 */
export const marks = 400;

/** What is asked for, all over the tasks of a server. */
export interface Marks {
  readonly ids: readonly string[];
  /** Addresses of full pages. */
  readonly pages: readonly string[];
}

export function workOf(name: WorkName, { ids, pages }: Marks): Work {
  if (name === 'POST')
    return { method: 'POST', paths: ['/tasks'], body: '{"title":"Write it down","priority":"high"}' };
  if (name === 'GET one task') return { method: 'GET', paths: ids.map((id) => `/tasks/${id}`) };
  return { method: 'GET', paths: name === 'list 50, unchanged' ? [`/tasks?limit=${limit}`] : pages };
}

/**
 * Of the ids of all tasks, in the order in which they were made. Only the Task API knows cursors; others get as many
 * pages of that size by offset.
 */
export function marksIn(all: readonly string[], knowsCursors: boolean): Marks {
  const every = Math.ceil(all.length / marks);
  const at = all.map((_, index) => index).filter((index) => index % every === 0);
  const pages = at
    .filter((index) => index >= limit)
    .map((index) => addressOf(all[index] ?? '', index - limit, knowsCursors));
  if (pages.length < marks / 2)
    throw new Error(`${all.length} tasks have only ${pages.length} pages to ask for in turn`);
  return { ids: at.map((index) => all[index] ?? ''), pages };
}

/** Of the tasks that are just older than this one, which are those from `offset` on in the order of creation. */
function addressOf(id: string, offset: number, knowsCursors: boolean): string {
  if (!knowsCursors) return `/tasks?limit=${limit}&offset=${offset}`;
  const cursor = cursorOf({ value: id, id }, { field: 'created_at', descending: true });
  return `/tasks?limit=${limit}&cursor=${cursor}`;
}
