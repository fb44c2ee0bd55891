import type { Deployment } from '@pipeline-lab/deploy';
import { z } from 'zod';

/** What is left to count of a deployment. */
export interface Delivery
  extends Pick<Deployment, 'id' | 'at' | 'verb' | 'release' | 'label' | 'result' | 'bytes'>,
    Partial<Pick<Deployment, 'commit' | 'ms'>> {
  readonly by?: Deployment['by'] | undefined;
  readonly traffic?: Deployment['traffic'] | undefined;
  readonly app: string;
  readonly destination: string;
}

export const deliverySchema: z.ZodType<Delivery> = z.object({
  app: z.string(),
  destination: z.string(),
  id: z.string(),
  at: z.string(),
  verb: z.string(),
  release: z.string(),
  label: z.string(),
  commit: z.object({ revision: z.string(), at: z.string() }).optional(),
  result: z.enum(['released', 'unchanged', 'rolled-back', 'failed', 'cut']),
  ms: z.number().optional(),
  bytes: z.number(),
  by: z.string().optional(),
  traffic: z.object({ requests: z.number(), lost: z.number() }).optional(),
});

/** Deployments of a destination as the ledger keeps them: without hosts and messages. */
export function deliveriesOf(
  { app, destination }: Pick<Delivery, 'app' | 'destination'>,
  deployments: readonly Deployment[],
): Delivery[] {
  return deployments.map(({ id, at, by, verb, release, label, commit, result, ms, bytes, traffic }) => ({
    app,
    destination,
    id,
    at,
    verb,
    release,
    label,
    commit,
    result,
    ms,
    bytes,
    by,
    ...(traffic === undefined ? {} : { traffic }),
  }));
}

/** Without one that still runs: a lock lets only one run at a time, so it is the last. */
export function ended(deployments: readonly Deployment[]): Deployment[] {
  return deployments.filter(({ result }, index) => result !== 'cut' || index < deployments.length - 1);
}
