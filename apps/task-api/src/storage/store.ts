import type { Position, TaskQuery } from '../tasks/query.ts';
import type { Task } from '../tasks/task.ts';

/** Where tasks are kept, as JSON documents in this release's form. Every method may throw a {@link StorageError}. */
export interface TaskStore {
  /** Adds all or none; resolves when they are on the disk. */
  add(tasks: readonly Task[], once?: Once): Promise<Added>;
  get(id: string): Promise<string | undefined>;
  list(query: TaskQuery): Promise<Page>;
  /** Reads, edits and writes a task as one. Nothing is written when `edit` gives back the same task. */
  change(id: string, accepts: Accepts, edit: (task: Task) => Task): Promise<Changed>;
  remove(id: string, accepts: Accepts): Promise<Changed>;
  /** Writes something to the disk; rejects with what prevents it. */
  check(): Promise<void>;
  /** Writes what waits to be written, then closes. */
  close(): Promise<void>;
}

/** Makes an addition happen once, however often it is asked for within {@link onceFor}. */
export interface Once {
  readonly key: string;
  /** Differs when the same key comes with something else. */
  readonly fingerprint: string;
  /** What is answered again. */
  readonly answer: string;
}

/** Time (ms) that a key is kept. */
export const onceFor = 24 * 3_600_000;

/** Milliseconds since 1970 for the age of keys: setting the clock while this process runs makes none older or younger. */
export function steadyTime(): number {
  return Math.round(performance.timeOrigin + performance.now());
}

export type Added =
  | { readonly kind: 'added' }
  | { readonly kind: 'repeated'; readonly answer: string }
  /** The key was used for something else. */
  | { readonly kind: 'mismatch' };

/** Whether a task with this revision may be changed. */
export type Accepts = (revision: number) => boolean;

export type Changed =
  | { readonly kind: 'changed'; readonly before: Task; readonly document: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly revision: number };

export interface Page {
  /** The documents as a JSON array, made where they are read: pages under way are nothing that the collector copies. */
  readonly tasks: Buffer;
  /** Where the next page begins; undefined on the last one. */
  readonly next: Position | undefined;
}

/** The store could not do it, and a client may try again later. */
export class StorageError extends Error {
  readonly reason: 'full' | 'unavailable';

  constructor(reason: 'full' | 'unavailable', message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'StorageError';
    this.reason = reason;
  }
}
