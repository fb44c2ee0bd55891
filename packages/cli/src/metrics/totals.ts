import { join } from 'node:path';
import {
  activeBuilds,
  appendToLedger,
  type BuildCount,
  buildLedger,
  readLedger,
  uncountedBuilds,
} from '@pipeline-lab/engine/builds';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { type Delivery, deliverySchema } from './delivery.ts';

/** Everything that figures are made of, each list oldest first. */
export interface Totals {
  readonly builds: readonly BuildCount[];
  /** How many builds of a job run now; absent: none. */
  readonly active?: ReadonlyMap<string, number>;
  readonly deliveries: readonly Delivery[];
}

type Place = Pick<Context, 'stateFolder' | 'say'>;

const buildSchema: z.ZodType<BuildCount> = z.object({
  job: z.string(),
  number: z.number(),
  startedAt: z.string(),
  endedAt: z.string(),
  result: z.enum(['SUCCESS', 'UNSTABLE', 'FAILURE', 'NOT_BUILT', 'ABORTED']),
  ms: z.number().optional(),
  error: z.string().optional(),
  stages: z.array(z.object({ stage: z.string(), ms: z.number() })),
  tests: z.object({ passed: z.number(), failed: z.number(), skipped: z.number() }).optional(),
});

const deliveryLedger = (stateFolder: string): string => join(stateFolder, 'ledger', 'deployments.jsonl');

/**
 * What the ledgers of the state folder hold, each build and deployment once. Ended builds that the ledger does not know
 * yet are added to it. Lines that cannot be read are told and left out.
 */
export async function readTotals({ stateFolder, say }: Place): Promise<Totals> {
  const file = buildLedger(stateFolder);
  const known = keyed(read(file, buildSchema, say), (build) => keyOf(build.job, build));
  const missing = await uncountedBuilds(stateFolder, (job, build) => known.has(keyOf(job, build)));
  for (const build of missing) appendToLedger(file, build);
  const active = await activeBuilds(stateFolder);
  const deliveries = keyed(read(deliveryLedger(stateFolder), deliverySchema, say), ({ id }) => id);
  return {
    builds: [...known.values(), ...missing].toSorted(byTime(({ endedAt }) => endedAt)),
    active,
    deliveries: [...deliveries.values()].toSorted(byTime(({ at }) => at)),
  };
}

/** Adds deployments that the ledger does not know yet. */
export function noteDeliveries({ stateFolder, say }: Place, deliveries: readonly Delivery[]): void {
  const file = deliveryLedger(stateFolder);
  const known = new Set(read(file, deliverySchema, say).map(({ id }) => id));
  for (const delivery of deliveries) if (!known.has(delivery.id)) appendToLedger(file, delivery);
}

function read<T>(file: string, schema: z.ZodType<T>, say: Context['say']): T[] {
  const { entries, broken } = readLedger(file);
  if (broken.length > 0) say(`plab: ${file}: left out, for they are not whole: lines ${broken.join(', ')}`);
  const parsed = entries.map((entry) => schema.safeParse(entry));
  const strange = parsed.filter(({ success }) => !success).length;
  if (strange > 0) say(`plab: ${file}: left out, for they are no entries of a ledger: ${strange} lines`);
  return parsed.flatMap(({ data }) => data ?? []);
}

function keyOf(job: string, { number, startedAt }: Pick<BuildCount, 'number' | 'startedAt'>): string {
  return `${job} ${number} ${startedAt}`;
}

/** The first of each key: two readers may have added the same one at once. */
function keyed<T>(items: readonly T[], key: (item: T) => string): Map<string, T> {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(key(item))) first.set(key(item), item);
  return first;
}

function byTime<T>(time: (item: T) => string): (one: T, other: T) => number {
  return (one, other) => Date.parse(time(one)) - Date.parse(time(other));
}
