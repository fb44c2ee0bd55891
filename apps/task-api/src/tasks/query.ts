import type { Priority, Status, Task } from './task.ts';
import { priorities } from './task.ts';

export const sortFields = ['created_at', 'updated_at', 'due_at', 'priority'] as const;
export type SortField = (typeof sortFields)[number];

/** What every task of a list has. Times are RFC 3339, UTC, with milliseconds. */
export interface Filter {
  readonly status?: Status | undefined;
  readonly priority?: Priority | undefined;
  readonly label?: string | undefined;
  /** Tasks without `due_at` are due neither before nor after anything. */
  readonly due_before?: string | undefined;
  readonly due_after?: string | undefined;
  /** Part of the title or of the description, small and capital letters alike. */
  readonly text?: string | undefined;
}

/** A place in a sorted list: behind the task with this value and id. */
export interface Position {
  readonly value: string | number;
  readonly id: string;
}

export interface TaskQuery {
  readonly filter: Filter;
  readonly sort: { readonly field: SortField; readonly descending: boolean };
  readonly limit: number;
  readonly after?: Position | undefined;
}

/** Stands for no `due_at`: sorts behind every time. */
export const neverDue = '~';

/** What a task is sorted by; equal ones are sorted by id. */
export function sortValue(task: Task, field: SortField): string | number {
  if (field === 'priority') return priorities.indexOf(task.priority);
  if (field === 'due_at') return task.due_at ?? neverDue;
  // Ids sort by the time of creation.
  return field === 'created_at' ? task.id : task.updated_at;
}

/** Whether a task is one that a filter asks for. */
export function matches(task: Task, filter: Filter): boolean {
  const { status, priority, label, due_before: before, due_after: after, text } = filter;
  if (status !== undefined && task.status !== status) return false;
  if (priority !== undefined && task.priority !== priority) return false;
  if (label !== undefined && !task.labels.includes(label)) return false;
  if (before !== undefined && !(task.due_at !== null && task.due_at < before)) return false;
  if (after !== undefined && !(task.due_at !== null && task.due_at > after)) return false;
  return text === undefined || searchText(task).includes(searchable(text));
}

/** All that text search looks at. */
export function searchText({ title, description }: Pick<Task, 'title' | 'description'>): string {
  return `${searchable(title)}\n${searchable(description)}`;
}

/** Without what only some stores can hold: NUL, and halves of a surrogate pair. */
export function searchable(text: string): string {
  return text.toWellFormed().replaceAll('\0', ' ').toLowerCase();
}
