import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { journalFile, parseEntry } from '../events/journal.ts';
import type { Issue } from './issue.ts';

/** The issues that a build of the past reported under an id; undefined when it has no such report. */
export async function issuesIn(folder: string, id: string): Promise<readonly Issue[] | undefined> {
  const path = journalFile(folder);
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (!exists) return undefined;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (!line.includes('"issues.report"')) continue;
    const entry = parseEntry(line);
    if (entry?.type === 'issues.report' && entry.id === id) return entry.issues;
  }
  return undefined;
}
