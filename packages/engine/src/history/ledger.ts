import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Appends a line to a ledger: a file of JSON lines that outlives what it counts. One write, so that lines of several
 * writers stay whole; it begins with a line end, so that a line which a killed writer left half spoils no other.
 */
export function appendToLedger(file: string, entry: object): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `\n${JSON.stringify(entry)}\n`, { flag: 'a', mode: 0o600 });
}

export interface Ledger {
  /** Oldest first. */
  readonly entries: readonly unknown[];
  /** Numbers, from 1, of lines that are no JSON. */
  readonly broken: readonly number[];
}

/** What a ledger holds; nothing when there is none. What follows the last line end is being written, and is left out. */
export function readLedger(file: string): Ledger {
  const entries: unknown[] = [];
  const broken: number[] = [];
  for (const [index, line] of textOf(file).split('\n').slice(0, -1).entries()) {
    if (line === '') continue;
    try {
      entries.push(JSON.parse(line));
    } catch {
      broken.push(index + 1);
    }
  }
  return { entries, broken };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
