export const priorities = ['low', 'medium', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

export interface Task {
  /** UUIDv7, RFC 9562. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly priority: Priority;
  /** RFC 3339, UTC. */
  readonly created_at: string;
}

export interface NewTask {
  readonly title: string;
  readonly description?: string;
  readonly priority?: Priority;
}

/** JSON Schema of what a client sends; unknown fields are refused. */
export const newTaskSchema: Readonly<Record<string, unknown>> = {
  type: 'object',
  required: ['title'],
  additionalProperties: false,
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 200, pattern: String.raw`\S` },
    description: { type: 'string', maxLength: 10_000 },
    priority: { enum: priorities },
  },
};
