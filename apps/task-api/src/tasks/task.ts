export const priorities = ['low', 'medium', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

export const statuses = ['pending', 'in_progress', 'completed'] as const;
export type Status = (typeof statuses)[number];

/** What a client decides about a task. */
export interface TaskFields {
  readonly title: string;
  readonly description: string;
  readonly status: Status;
  readonly priority: Priority;
  /** RFC 3339, UTC, with milliseconds. */
  readonly due_at: string | null;
  readonly labels: readonly string[];
}

/** Every time is RFC 3339 in UTC with milliseconds, so that times sort as text. */
export interface Task extends TaskFields {
  /** UUIDv7, RFC 9562: sorts by the time of creation. */
  readonly id: string;
  /** Counts the changes, from 1. */
  readonly revision: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly completed_at: string | null;
}

export type NewTask = Pick<TaskFields, 'title'> & Partial<TaskFields>;
