import type { Page } from '../../src/storage/store.ts';
import type { Task } from '../../src/tasks/task.ts';

export function tasksOf({ tasks }: Page): Task[] {
  return JSON.parse(tasks.toString()) as Task[];
}
