import type { Task } from './task.ts';

/** Where tasks are kept. */
export interface TaskStore {
  /** Resolves when the task is on the disk. */
  add(task: Task): Promise<void>;
  get(id: string): Task | undefined;
  /** The newest tasks first. */
  list(limit: number): Task[];
  /** Throws when nothing could be written now. */
  check(): void;
  /** Writes what waits to be written, then closes. */
  close(): Promise<void>;
}
