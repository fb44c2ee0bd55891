import { z } from 'zod';

/** What differs where the hosts of a destination are the nodes of one Docker Swarm. */
export interface SwarmConfig {
  /** Containers over all nodes; default: one less than there are hosts, so that one node is free for the next. */
  readonly replicas?: number | undefined;
  /** Where a node that has one listens for the proxies; default: chosen by the name of the application. */
  readonly port?: number | undefined;
}

export const engineSchema: z.ZodType<'docker' | 'swarm'> = z
  .enum(['docker', 'swarm'])
  .default('docker')
  .describe('`docker`: each host for itself; `swarm`: the hosts are the nodes of one Docker Swarm');

export const swarmSchema: z.ZodType<SwarmConfig> = z
  .strictObject({
    replicas: z
      .int()
      .min(1)
      .optional()
      .describe('containers over all nodes; default: one less than there are hosts'),
    port: z
      .int()
      .min(1024)
      .max(65535)
      .optional()
      .describe('where the nodes listen for each other’s proxies; default: chosen by the name of `app`'),
  })
  .default({})
  .describe('for `engine: swarm`');
