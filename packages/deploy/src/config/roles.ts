import { z } from 'zod';

/**
 * Containers of a release that work beside the one that serves, such as workers of a queue: the same image, variables
 * and volumes, another command, no traffic.
 */
export interface Role {
  readonly command: readonly string[];
  /** Containers a host. */
  readonly replicas: number;
  /** The group of hosts that it runs on; default: all. */
  readonly group?: string | undefined;
  /** On top of the variables that every container has. */
  readonly env: Readonly<Record<string, string>>;
  /** MiB; default: as the one that serves. */
  readonly memory?: number | undefined;
}

/** Each has an address of its own beside the release's. */
export const mostWorkers = 16;

/** Containers of a release that serve on one host, each at an address of its own. */
export const mostReplicas = 8;

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,20}$/, 'must be lower-case letters, digits and dashes, starting with a letter')
  .refine((text) => text !== 'web', 'is the role of the container that serves: take another name');

export function rolesSchema(env: z.ZodType<Role['env']>): z.ZodType<Readonly<Record<string, Role>>> {
  const role = z.strictObject({
    command: z.array(z.string()).min(1).describe('a command and its arguments'),
    replicas: z.int().min(1).default(1).describe('containers on each host'),
    group: z.string().optional().describe('the group of hosts that it runs on; default: all'),
    env: env.default({}).describe('variables of its own, on top of the others'),
    memory: z.int().min(16).optional().describe('memory limit, MiB; default: `resources.memory`'),
  });
  return z
    .record(name, role)
    .refine(
      (roles) => Object.values(roles).reduce((sum, { replicas }) => sum + replicas, 0) <= mostWorkers,
      `come to more than ${mostWorkers} containers a host`,
    );
}
