import type { Work } from './wrk.ts';

export const works = ['GET one task', 'list 50 of 10,000', 'POST'] as const;
export type WorkName = (typeof works)[number];

/** Connections of every load. */
export const connections = 64;

export function workOf(name: WorkName, ids: readonly string[]): Work {
  if (name === 'POST')
    return { method: 'POST', paths: ['/tasks'], body: '{"title":"Write it down","priority":"high"}' };
  if (name === 'GET one task') return { method: 'GET', paths: ids.map((id) => `/tasks/${id}`) };
  return { method: 'GET', paths: ['/tasks?limit=50'] };
}
