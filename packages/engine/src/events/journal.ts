import { closeSync, openSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildEvent, EventBody } from './event.ts';
import { masker, maskEvent } from './mask.ts';
import type { Result } from './result.ts';

export interface Journal {
  /** Writes one event. It is in the file when this returns: who produces faster than the disk waits here. */
  write(event: BuildEvent): void;
  close(): void;
}

/** The journal of a build's folder. */
export const journalFile = (folder: string): string => join(folder, 'events.jsonl');

/** Opens the journal of a build for appending; only the user may read it. */
export function openJournal(folder: string): Journal {
  const file = openSync(journalFile(folder), 'a', 0o600);
  return {
    write: (event) => writeFileSync(file, `${JSON.stringify(event)}\n`),
    close: () => closeSync(file),
  };
}

/** Numbers, dates and masks events on their way to `emit`. */
export function sequence(
  emit: (event: BuildEvent) => void,
  masks: readonly string[],
  now: () => Date = () => new Date(),
): (body: EventBody) => void {
  const mask = masker(masks);
  let seq = 0;
  return (body) => {
    seq += 1;
    emit({ ...maskEvent(body, mask), seq, at: now().toISOString() });
  };
}

/** How a build ended, from the end of its journal; undefined while it runs and when it died. */
export async function finishedResult(folder: string): Promise<Result | undefined> {
  const last = (await tail(journalFile(folder), 65_536)).trimEnd().split('\n').at(-1) ?? '';
  if (!last.includes('"build.finished"')) return undefined;
  const event = parseEvent(last);
  return event?.type === 'build.finished' ? event.result : undefined;
}

/** One line of a journal as an event; undefined when the line is not whole. */
export function parseEvent(line: string): BuildEvent | undefined {
  try {
    return JSON.parse(line) as BuildEvent;
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
