import { uuidv7 } from './identifier.ts';
import type { NewTask, Task, TaskFields } from './task.ts';

/** A task that has just been asked for. */
export function createTask(wanted: NewTask, now: Date): Task {
  const time = now.toISOString();
  const fields = completeFields(wanted);
  return {
    id: uuidv7(now.getTime()),
    revision: 1,
    ...fields,
    created_at: time,
    updated_at: time,
    completed_at: fields.status === 'completed' ? time : null,
  };
}

/**
 * The task with some fields set anew; the same task when that changes nothing. A clock that was set back makes no
 * change earlier than the one before.
 */
export function editTask(task: Task, wanted: Partial<TaskFields>, now: Date): Task {
  const clock = now.toISOString();
  const time = clock < task.updated_at ? task.updated_at : clock;
  const fields = normal({ ...fieldsOf(task), ...wanted });
  if (JSON.stringify(fields) === JSON.stringify(fieldsOf(task))) return task;
  const completed = fields.status === 'completed' ? (task.completed_at ?? time) : null;
  return { ...task, ...fields, revision: task.revision + 1, updated_at: time, completed_at: completed };
}

/** The task with all fields set anew, those that are not given to their defaults. */
export function replaceTask(task: Task, wanted: NewTask, now: Date): Task {
  return editTask(task, completeFields(wanted), now);
}

function completeFields({
  title,
  description = '',
  status = 'pending',
  priority = 'medium',
  due_at = null,
  labels = [],
}: NewTask): TaskFields {
  return normal({ title, description, status, priority, due_at, labels });
}

/** Fields in one order, so that equal ones have equal JSON; times in one form. */
function normal({ title, description, status, priority, due_at, labels }: TaskFields): TaskFields {
  const due = due_at === null ? null : new Date(due_at).toISOString();
  return { title, description, status, priority, due_at: due, labels };
}

function fieldsOf({ title, description, status, priority, due_at, labels }: Task): TaskFields {
  return { title, description, status, priority, due_at, labels };
}
