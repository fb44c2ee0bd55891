import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { wrongCalls } from '../errors.ts';
import type { BuildFinished, BuildStarted } from '../events/event.ts';
import { journalFile, parseEntry } from '../events/journal.ts';
import type { Result } from '../events/result.ts';

/** A build of the past, as the two ends of its journal tell it. */
export interface PastBuild {
  readonly number: number;
  readonly folder: string;
  /** ISO 8601; empty for a build that died before its first event. */
  readonly startedAt: string;
  readonly commit: string;
  readonly branch?: string;
  /** It ran no step: it says nothing about the job. */
  readonly dryRun?: boolean;
  /** Absent while it runs, and for one that died. */
  readonly result?: Result;
  readonly ms?: number;
  readonly displayName?: string;
  readonly description?: string;
  /** The code of its error, when that is what it ended with. */
  readonly errorCode?: string;
  /** What its parameters and `env.NAME = …` set. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** The numbers of a job's builds, newest first. */
export function buildNumbers(jobFolder: string): number[] {
  try {
    return readdirSync(jobFolder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .sort((a, b) => b - a);
  } catch {
    return [];
  }
}

/** What the journal of a build says about its start and its end. */
export function pastBuild(jobFolder: string, number: number): PastBuild {
  const folder = join(jobFolder, String(number));
  const [first, last] = ends(journalFile(folder)).map((line) => parseEntry(line));
  const started = first?.type === 'build.started' ? first : undefined;
  return {
    number,
    folder,
    startedAt: started?.at ?? '',
    commit: started?.commit ?? '',
    ...branchOf(started),
    ...(started?.dryRun === true ? { dryRun: true } : {}),
    ...(last?.type === 'build.finished' ? endOf(last) : {}),
  };
}

/**
 * The last build before a number that has ended, of the same branch when that is known, as in a multibranch project;
 * without dry runs and those that were called wrongly.
 */
export function completedBefore(
  jobFolder: string,
  number: number,
  wanted: (build: PastBuild) => boolean = () => true,
): PastBuild | undefined {
  const { branch } = pastBuild(jobFolder, number);
  for (const earlier of buildNumbers(jobFolder)) {
    if (earlier >= number) continue;
    const build = pastBuild(jobFolder, earlier);
    if (branch !== undefined && build.branch !== branch) continue;
    if (build.dryRun === true) continue;
    if (build.result !== undefined && !wrongCalls.has(build.errorCode ?? '') && wanted(build)) return build;
  }
  return undefined;
}

function branchOf(started: BuildStarted | undefined): Pick<PastBuild, 'branch'> {
  return started?.branch === undefined ? {} : { branch: started.branch };
}

function endOf({
  result,
  ms,
  displayName,
  description,
  variables,
  error,
}: BuildFinished): Partial<PastBuild> {
  return {
    result,
    ms,
    ...(displayName === undefined ? {} : { displayName }),
    ...(description === undefined ? {} : { description }),
    ...(error === undefined ? {} : { errorCode: error.code }),
    ...(variables === undefined ? {} : { variables }),
  };
}

/** So much (bytes) of a journal is looked through for its last line, in turns. */
const lookedAt = [65_536, 1_048_576];

/** The first and the last line of a journal, of which either may be cut when it is very long. */
function ends(path: string): [string, string] {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return ['', ''];
  }
  try {
    const { size } = fstatSync(file);
    const read = (bytes: number, position: number): string => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(bytes, size - position)));
      readSync(file, buffer, 0, buffer.length, position);
      return buffer.toString();
    };
    const first = read(1_048_576, 0).split('\n', 1)[0] ?? '';
    let last = '';
    for (const bytes of lookedAt) {
      const lines = read(bytes, Math.max(0, size - bytes))
        .trimEnd()
        .split('\n');
      last = lines.at(-1) ?? '';
      if (lines.length > 1) break;
    }
    return [first, last];
  } finally {
    closeSync(file);
  }
}
