import { isIP } from 'node:net';
import { z } from 'zod';

/** What differs where the hosts of a destination are the nodes of one Docker Swarm. */
export interface SwarmConfig {
  /** Containers over all nodes; default: one less than there are hosts, so that one node is free for the next. */
  readonly replicas?: number | undefined;
  /** Where a node that has one listens for the proxies; default: chosen by the name of the application. */
  readonly port?: number | undefined;
  /** Addresses or networks by which the nodes reach each other; default: the addresses that SSH reaches them by. */
  readonly nodes?: readonly string[] | undefined;
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
      .describe(
        'containers over all nodes; default: one less than there are hosts; to be written where there are `volumes`, which are on that many of the first hosts',
      ),
    port: z
      .int()
      .min(1024)
      .max(65535)
      .optional()
      .describe('where the nodes listen for each other’s proxies; default: chosen by the name of `app`'),
    nodes: z
      .array(z.string().refine(isNetwork, 'is not an address or a network, such as 10.0.0.0/24'))
      .min(1)
      .optional()
      .describe(
        'addresses or networks by which the nodes reach each other, for their firewalls; default: the addresses that SSH reaches them by',
      ),
  })
  .default({})
  .describe('for `engine: swarm`');

function isNetwork(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  if (length === undefined) return family !== 0;
  if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return false;
  return family !== 0 && Number(length) <= (family === 4 ? 32 : 128);
}
