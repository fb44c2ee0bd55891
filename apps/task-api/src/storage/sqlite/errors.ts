import { StorageError } from '../store.ts';

/** Primary result codes, https://sqlite.org/rescode.html. */
const codes = { busy: 5, readOnly: 8, io: 10, full: 13, cannotOpen: 14 } as const;

export function isBusy(error: unknown): boolean {
  return codeOf(error) === codes.busy;
}

/** An error of the disk or of other processes as a {@link StorageError}; others as they are. */
export function storageErrorOf(error: unknown): unknown {
  const code = codeOf(error);
  if (code === undefined || !(error instanceof Error)) return error;
  if (code === codes.full) return new StorageError('full', 'the disk is full', error);
  if (code === codes.busy) return new StorageError('unavailable', 'the database is busy', error);
  const bad = code === codes.readOnly || code === codes.io || code === codes.cannotOpen;
  return bad ? new StorageError('unavailable', error.message, error) : error;
}

function codeOf(error: unknown): number | undefined {
  const found = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  // The upper bits tell more of the same error.
  return typeof found === 'number' ? found & 0xff : undefined;
}
