import { deployments } from '../host/deployments.ts';
import type { JournalEntry } from '../host/journal.ts';

/**
 * The ids of the keys that releases were verified with, by release: of deployments that ended well, for one is begun
 * before any image is compared. One that was verified once stays so when it is deployed again without: its id stands for
 * the same image. Pure.
 */
export function signersOf(journal: readonly JournalEntry[]): Record<string, string> {
  const well = new Set(
    deployments(journal)
      .filter(({ result }) => result === 'released' || result === 'unchanged')
      .map(({ deployment }) => deployment),
  );
  return Object.fromEntries(
    journal.flatMap((entry) =>
      entry.type === 'deployment.started' && entry.signedBy !== undefined && well.has(entry.deployment)
        ? [[entry.release, entry.signedBy] as const]
        : [],
    ),
  );
}
