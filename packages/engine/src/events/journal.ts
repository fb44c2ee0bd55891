import { closeSync, openSync, writeSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildEvent } from './event.ts';
import { linesOf } from './lines.ts';

/** An event as the file holds it: bulk output is in a file beside it. */
export type JournalEntry = BuildEvent | BulkLog;

type BulkLog = Omit<Extract<BuildEvent, { type: 'log' }>, 'lines'> & { readonly bulk: BulkRange };

interface BulkRange {
  /** Offset and length in the build's file of output. */
  readonly from: number;
  readonly bytes: number;
}

export interface Journal {
  /**
   * Writes one event. It is in the file by the next turn of the event loop: those of one turn are written together. Who
   * produces faster than the disk waits here.
   */
  write(entry: JournalEntry): void;
  /** Writes output that an entry then refers to. */
  writeOutput(bytes: Buffer): BulkRange;
  close(): void;
}

/** The journal of a build's folder. */
export const journalFile = (folder: string): string => join(folder, 'events.jsonl');

const outputFile = (folder: string): string => join(folder, 'output.log');

/** So much (characters) waits for the end of a turn at most. */
const longestQueue = 65_536;

/** Opens the journal of a build for appending; only the user may read it. */
export function openJournal(folder: string): Journal {
  const file = openSync(journalFile(folder), 'a', 0o600);
  let output: number | undefined;
  let size = 0;
  let queued = '';
  let soon: NodeJS.Immediate | undefined;
  const flush = (): void => {
    clearImmediate(soon);
    const text = queued;
    queued = '';
    if (text !== '') writeWhole(file, Buffer.from(text));
  };
  return {
    write(entry) {
      if (queued === '') soon = setImmediate(flush);
      queued += `${JSON.stringify(entry)}\n`;
      if (queued.length > longestQueue) flush();
    },
    writeOutput(bytes) {
      output ??= openSync(outputFile(folder), 'a', 0o600);
      writeWhole(output, bytes);
      size += bytes.length;
      return { from: size - bytes.length, bytes: bytes.length };
    },
    close() {
      flush();
      closeSync(file);
      if (output !== undefined) closeSync(output);
    },
  };
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

/** Reads entries of a journal as the events they tell of. */
export interface JournalReader {
  /** One line of the journal; undefined when the line is not whole. */
  event(line: string): Promise<BuildEvent | undefined>;
  close(): Promise<void>;
}

export function journalReader(folder: string): JournalReader {
  let output: FileHandle | undefined;
  const lines = async ({ from, bytes }: BulkRange): Promise<string[]> => {
    output ??= await open(outputFile(folder));
    const buffer = Buffer.allocUnsafe(bytes);
    const { bytesRead } = await output.read(buffer, 0, bytes, from);
    return linesOf(buffer.toString('utf8', 0, bytesRead));
  };
  return {
    async event(line) {
      const entry = parseEntry(line);
      if (entry === undefined || !('bulk' in entry)) return entry;
      const { bulk, ...log } = entry;
      return { ...log, lines: await lines(bulk) };
    },
    close: async () => await output?.close(),
  };
}

export function parseEntry(line: string): JournalEntry | undefined {
  try {
    return JSON.parse(line) as JournalEntry;
  } catch {
    return undefined;
  }
}

/** The last bytes of a file as text; empty when there is no such file. */
export async function tail(path: string, bytes: number): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return '';
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.min(size, bytes));
    await file.read(buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString();
  } finally {
    await file.close();
  }
}
