import type { JournalEntry } from '../host/journal.ts';

/**
 * The ids of the keys that releases were verified with, by release. One that was verified once stays so when it is deployed
 * again without: its id stands for the same image. Pure.
 */
export function signersOf(journal: readonly JournalEntry[]): Record<string, string> {
  return Object.fromEntries(
    journal.flatMap((entry) =>
      entry.type === 'deployment.started' && entry.signedBy !== undefined
        ? [[entry.release, entry.signedBy] as const]
        : [],
    ),
  );
}
