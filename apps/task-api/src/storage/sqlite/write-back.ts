import type { DatabaseSync } from 'node:sqlite';
import { storageErrorOf } from './errors.ts';

/** Transactions after which the log is written back into the database: up to 1700 pages of 4 KiB where tasks are short. */
const mostTransactions = 64;
/** Tasks after which it is, where many are written at once: 800 pages of short ones, 3000 where each has 4000 characters. */
const mostTasks = 2000;
/** Pages of the log (16 MB) at which SQLite itself writes it back, within a commit, and all of its group waits for that. */
const mostPages = 4000;

export interface WriteBack {
  /** To be told after each transaction, with the number of tasks that it wrote. */
  wrote(tasks: number): void;
  /** Throws what the log could not be written back for, when it still cannot. */
  check(): void;
}

/** Writes SQLite's log back into the database once enough is in it, in a turn of its own after the answers are sent. */
export function writeBack(database: DatabaseSync): WriteBack {
  database.exec(`PRAGMA wal_autocheckpoint = ${mostPages}`);
  let [transactions, tasks] = [0, 0];
  let failure: unknown;
  const checkpoint = (): void => {
    try {
      if (database.isOpen) database.exec('PRAGMA wal_checkpoint(PASSIVE)');
      failure = undefined;
    } catch (error) {
      failure = storageErrorOf(error);
    }
  };
  return {
    wrote: (more) => {
      transactions += 1;
      tasks += more;
      if (transactions < mostTransactions && tasks < mostTasks) return;
      [transactions, tasks] = [0, 0];
      setImmediate(checkpoint);
    },
    check: () => {
      if (failure !== undefined) checkpoint();
      if (failure !== undefined) throw failure;
    },
  };
}
