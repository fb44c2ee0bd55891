import type { Commit } from '../commit.ts';
import type { Connection } from '../ssh/connection.ts';
import { stateFolder } from '../ssh/connection.ts';
import { z } from 'zod';

/** How an image came to a host, and what that cost. */
export interface Shipped {
  readonly route: 'registry' | 'save-load' | 'present';
  /** Bytes that the host fetched, before SSH's compression. */
  readonly bytes: number;
  readonly layersSent: number;
  readonly layersReused: number;
}

/** Requests of a service over all its hosts. */
export interface RequestCount {
  readonly requests: number;
  /** Answered by 5xx, or cut off by the release. */
  readonly lost: number;
}

export interface DeploymentStart {
  readonly type: 'deployment.started';
  readonly deployment: string;
  readonly at: string;
  readonly release: string;
  readonly image: string;
  readonly label: string;
  readonly by: string;
  readonly fence: number;
  readonly verb: string;
  /** Id of the key that signed where its image comes from, where that was asked for. */
  readonly signedBy?: string | undefined;
  /** The commit of its image. */
  readonly commit?: Commit | undefined;
}

export interface StepRecord {
  readonly type: 'step';
  readonly deployment: string;
  readonly at: string;
  /** From 1, in the order of the deployment. */
  readonly n: number;
  readonly step: string;
  readonly ms: number;
  readonly error?: string | undefined;
}

/** How a deployment ended on a host. */
export interface DeploymentRecord {
  readonly type: 'deployment.finished';
  readonly deployment: string;
  readonly at: string;
  readonly release: string;
  readonly previous?: string | undefined;
  readonly label: string;
  readonly result: 'released' | 'unchanged' | 'rolled-back' | 'failed';
  readonly ms: number;
  readonly shipped?: Shipped | undefined;
  /**
   * What users asked from the first request to the new release until this end, and what of it was lost until nothing of the
   * old release was left; absent when nobody counted.
   */
  readonly traffic?: RequestCount | undefined;
  readonly error?: string | undefined;
}

/** What a deployment that ended has come to since: the old release cut off requests when it went. */
export interface TrafficRecord {
  readonly type: 'deployment.counted';
  readonly deployment: string;
  readonly at: string;
  readonly traffic: RequestCount;
}

/** One line of a host's release journal. */
export type JournalEntry = DeploymentStart | StepRecord | DeploymentRecord | TrafficRecord;

const text = z.string();
const count = z.object({ requests: z.number(), lost: z.number() });
const entry: z.ZodType<JournalEntry> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('deployment.started'),
    deployment: text,
    at: text,
    release: text,
    image: text,
    label: text,
    by: text,
    fence: z.number(),
    verb: text,
    signedBy: text.optional(),
    commit: z.object({ revision: text, at: text }).optional(),
  }),
  z.object({
    type: z.literal('step'),
    deployment: text,
    at: text,
    n: z.number(),
    step: text,
    ms: z.number(),
    error: text.optional(),
  }),
  z.object({
    type: z.literal('deployment.finished'),
    deployment: text,
    at: text,
    release: text,
    previous: text.optional(),
    label: text,
    result: z.enum(['released', 'unchanged', 'rolled-back', 'failed']),
    ms: z.number(),
    shipped: z
      .object({
        route: z.enum(['registry', 'save-load', 'present']),
        bytes: z.number(),
        layersSent: z.number(),
        layersReused: z.number(),
      })
      .optional(),
    traffic: count.optional(),
    error: text.optional(),
  }),
  z.object({ type: z.literal('deployment.counted'), deployment: text, at: text, traffic: count }),
]);

/** Appends a line to the host's journal and has it on the disk when it returns. */
export async function appendJournal(connection: Connection, app: string, line: JournalEntry): Promise<void> {
  const name = line.type === 'step' ? `step ${line.step}` : line.type;
  await connection.run(['note', journalFile(app), JSON.stringify(line)], `journal ${name}`);
}

/** The host's journal, oldest first. A line cut short by a crash is left out. */
export async function readJournal(connection: Connection, app: string): Promise<JournalEntry[]> {
  const text = await connection.ask([
    'sh',
    '-c',
    'if [ -e "$1" ]; then tail -n 2000 "$1"; fi',
    'sh',
    journalFile(app),
  ]);
  return text.split('\n').flatMap((line) => parseEntry(line) ?? []);
}

/** Bytes of the host's journal: it only grows, or is cut. */
export async function journalSize(connection: Connection, app: string): Promise<number> {
  const count = 'if [ -e "$1" ]; then wc -c <"$1"; else echo 0; fi';
  return Number(await connection.ask(['sh', '-c', count, 'sh', journalFile(app)]));
}

function parseEntry(line: string): JournalEntry | undefined {
  try {
    return entry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function journalFile(app: string): string {
  return `${stateFolder(app)}/journal.jsonl`;
}
