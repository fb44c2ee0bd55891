import type { Task } from './task.ts';

type PreviousTask = Pick<Task, 'id' | 'title' | 'description' | 'priority' | 'created_at'>;

/**
 * A task as the JSON that is stored and sent. Id and revision come first, so that both are read without parsing.
 */
export function documentOf(task: Task): string {
  const { id, revision, title, description, status, priority, due_at, labels } = task;
  const { created_at, updated_at, completed_at } = task;
  const fields = { id, revision, title, description, status, priority, due_at, labels };
  return JSON.stringify({ ...fields, created_at, updated_at, completed_at });
}

/** The task of a document, of this release or of the one before. */
export function taskOf(document: string): Task {
  const found = JSON.parse(document) as Task | PreviousTask;
  if ('revision' in found) return found;
  const added = { revision: 1, status: 'pending', due_at: null, labels: [], completed_at: null } as const;
  return { ...found, ...added, updated_at: found.created_at };
}

const start = /^\{"id":"[^"]+","revision":(\d+),/;

/** A document as this release writes it, whichever release wrote it. */
export function currentDocument(document: string): string {
  return start.test(document) ? document : documentOf(taskOf(document));
}

/** How often the task of a current document was changed. */
export function revisionOf(document: string): number {
  return Number(start.exec(document)?.[1] ?? 1);
}
