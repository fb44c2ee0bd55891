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

/** Where arrays are put together: one of the usual size then takes no other memory than it needs. */
const draft = Buffer.allocUnsafeSlow(2 ** 16);

/** Documents as a JSON array, as it is sent. As one string, each collection of garbage would copy it until then. */
export function arrayOf(documents: readonly string[]): Buffer {
  // No character takes more than three bytes for each unit of its length.
  const most = documents.reduce((sum, { length }) => sum + 3 * length + ','.length, '[]'.length);
  const array = most <= draft.length ? draft : Buffer.allocUnsafeSlow(most);
  let end = array.write('[');
  for (const document of documents) {
    if (end > 1) end += array.write(',', end);
    end += array.write(document, end);
  }
  end += array.write(']', end);
  // Of its own memory: a short one that is kept would keep a whole block of Node's pool.
  const sent = Buffer.allocUnsafeSlow(end);
  array.copy(sent, 0, 0, end);
  return sent;
}

/** How often the task of a current document was changed. */
export function revisionOf(document: string): number {
  return Number(start.exec(document)?.[1] ?? 1);
}
