import { StorageError } from '../store.ts';

/** Classes and codes, https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const full = ['53100'];
const unavailable = /^(08|25006|53|55P03|57|58)/;

/** An error of the server or of the way to it as a {@link StorageError}; others as they are. */
export function storageErrorOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  if (full.includes(error.code)) return new StorageError('full', 'the disk of the database is full', error);
  const lost = unavailable.test(error.code) || /^(E[A-Z]+|CONNECTION_|CONNECT_)/.test(error.code);
  // Its text may name the server and the user, which are nobody else's business.
  return lost
    ? new StorageError('unavailable', `the database does not answer (${error.code})`, error)
    : error;
}
