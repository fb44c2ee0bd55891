import { join } from 'node:path';
import { wrongCalls } from '../errors.ts';
import type { EventBody } from '../events/event.ts';
import type { Journal } from '../events/journal.ts';
import type { Result } from '../events/result.ts';
import { appendToLedger } from './ledger.ts';

/** What is left to count of a build when its folder has been discarded. Times are milliseconds. */
export interface BuildCount {
  readonly job: string;
  readonly number: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** ISO 8601. */
  readonly endedAt: string;
  readonly result: Result;
  /** Absent for a build that died: nobody knows when. */
  readonly ms?: number | undefined;
  /** The code of the error that it ended with; absent without one. */
  readonly error?: string | undefined;
  /** Those that ran, by the id of a stage: its path. */
  readonly stages: readonly { readonly stage: string; readonly ms: number }[];
  /** Sums over its reports; absent without any. */
  readonly tests?: { readonly passed: number; readonly failed: number; readonly skipped: number } | undefined;
}

/** The ledger of all builds of a state folder. */
export const buildLedger = (stateDir: string): string => join(stateDir, 'ledger', 'builds.jsonl');

interface Counter {
  add(event: EventBody & { readonly at: string }): void;
  /** Undefined before its end, and for a build that counts for nothing: a dry run, or one that was called wrongly. */
  count(): BuildCount | undefined;
}

/** Counts the events of one build. */
export function countBuild(): Counter {
  let started: { readonly job: string; readonly number: number; readonly startedAt: string } | undefined;
  let end: Pick<BuildCount, 'endedAt' | 'result' | 'ms' | 'error'> | undefined;
  let ignored = false;
  let tests: BuildCount['tests'];
  const stages: { stage: string; ms: number }[] = [];
  return {
    add(event) {
      switch (event.type) {
        case 'build.started':
          started = { job: event.job, number: event.number, startedAt: event.at };
          ignored = event.dryRun === true;
          return;
        case 'stage.finished':
          if (event.skipped === undefined) stages.push({ stage: event.stage, ms: event.ms });
          return;
        case 'test.report':
          tests = {
            passed: (tests?.passed ?? 0) + event.passed,
            failed: (tests?.failed ?? 0) + event.failed,
            skipped: (tests?.skipped ?? 0) + event.skipped,
          };
          return;
        case 'build.finished':
          ignored ||= event.result === 'NOT_BUILT' && wrongCalls.has(event.error?.code ?? '');
          end = { endedAt: event.at, result: event.result, ms: event.ms, ...errorOf(event) };
      }
    },
    count() {
      if (started === undefined || end === undefined || ignored) return undefined;
      return { ...started, ...end, stages, ...(tests === undefined ? {} : { tests }) };
    },
  };
}

/** One that a step took, and the build went on, is none that it ended with. */
function errorOf({
  error,
}: Extract<EventBody, { readonly type: 'build.finished' }>): Pick<BuildCount, 'error'> {
  return error === undefined || error.caught === true ? {} : { error: error.code };
}

/** A journal whose build is in the ledger by the time that its last event can be read. */
export function countedJournal(journal: Journal, stateDir: string): Journal {
  const counter = countBuild();
  return {
    ...journal,
    write(entry) {
      if (!('bulk' in entry)) counter.add(entry);
      if (entry.type === 'build.finished') note(stateDir, counter.count());
      journal.write(entry);
    },
  };
}

/** A ledger that cannot be written is no reason to fail: whoever reads it next looks through the journals too. */
function note(stateDir: string, count: BuildCount | undefined): void {
  if (count === undefined) return;
  try {
    appendToLedger(buildLedger(stateDir), count);
  } catch {
    // See above.
  }
}
