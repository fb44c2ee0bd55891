import type { Connection } from '../ssh/connection.ts';
import { stateFolder } from '../ssh/connection.ts';
import { z } from 'zod';

const shipped = z.object({
  route: z.enum(['registry', 'save-load', 'present']),
  /** Bytes that the host fetched, before SSH's compression. */
  bytes: z.number(),
  layersSent: z.number(),
  layersReused: z.number(),
});

const entry = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('deployment.started'),
    deployment: z.string(),
    at: z.string(),
    release: z.string(),
    image: z.string(),
    label: z.string(),
    by: z.string(),
    fence: z.number(),
    verb: z.string(),
  }),
  z.object({
    type: z.literal('step'),
    deployment: z.string(),
    at: z.string(),
    n: z.number(),
    step: z.string(),
    ms: z.number(),
    error: z.string().optional(),
  }),
  z.object({
    type: z.literal('deployment.finished'),
    deployment: z.string(),
    at: z.string(),
    release: z.string(),
    previous: z.string().optional(),
    label: z.string(),
    result: z.enum(['released', 'unchanged', 'rolled-back', 'failed']),
    ms: z.number(),
    shipped: shipped.optional(),
    error: z.string().optional(),
  }),
]);

/** How an image came to a host, and what that cost. */
export type Shipped = z.infer<typeof shipped>;
/** One line of a host's release journal. */
export type JournalEntry = z.infer<typeof entry>;
/** How a deployment ended on a host. */
export type DeploymentRecord = Extract<JournalEntry, { type: 'deployment.finished' }>;

/** Appends a line to the host's journal and has it on the disk when it returns. */
export async function appendJournal(connection: Connection, app: string, line: JournalEntry): Promise<void> {
  await connection.run([
    'sh',
    '-ec',
    String.raw`printf '%s\n' "$2" >>"$1"; sync "$1"`,
    'sh',
    journalFile(app),
    JSON.stringify(line),
  ]);
}

/** The host's journal, oldest first. A line cut short by a crash is left out. */
export async function readJournal(connection: Connection, app: string): Promise<JournalEntry[]> {
  const text = await connection.run([
    'sh',
    '-c',
    'if [ -e "$1" ]; then tail -n 2000 "$1"; fi',
    'sh',
    journalFile(app),
  ]);
  return text.split('\n').flatMap((line) => parseEntry(line) ?? []);
}

/** The deployments that ended, oldest first. */
export function deployments(journal: readonly JournalEntry[]): DeploymentRecord[] {
  return journal.filter((line) => line.type === 'deployment.finished');
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
