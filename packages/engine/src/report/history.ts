import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Build } from '../build/build.ts';
import type { TestFailure, TestReport } from '../events/event.ts';
import { journalFile, parseEntry } from '../events/journal.ts';
import { buildNumbers, pastBuild } from '../history/past.ts';

type Counts = Pick<TestReport, 'total' | 'passed' | 'failed' | 'skipped'>;

/** So many builds back a test may have failed to be called flaky. */
const remembered = 10;

/** Failures with their age and whether they come and go, from the reports of the job's earlier builds. */
export async function withHistory(
  { jobFolder, number, source }: Build,
  failures: readonly TestFailure[],
): Promise<TestFailure[]> {
  if (failures.length === 0) return [];
  const branch = source?.branch;
  const numbers = buildNumbers(jobFolder).filter(
    (each) => each < number && (branch === undefined || pastBuild(jobFolder, each).branch === branch),
  );
  const past: ReadonlyMap<string, number>[] = [];
  for (const each of numbers.slice(0, remembered)) {
    const ages = await agesIn(join(jobFolder, String(each)));
    if (ages !== undefined) past.push(ages);
  }
  return failures.map((failure) => {
    const key = keyOf(failure);
    const age = (past[0]?.get(key) ?? 0) + 1;
    const passed = past.findIndex((ages) => !ages.has(key));
    const flaky = passed >= 0 && past.slice(passed).some((ages) => ages.has(key));
    return { ...failure, age, ...(flaky ? { flaky } : {}) };
  });
}

/** The tests of the last build before this one that has ended and has a report. */
export async function previousCounts({ previous, jobFolder }: Build): Promise<Counts | undefined> {
  const last = previous();
  const reports = last === undefined ? [] : await reportsIn(join(jobFolder, String(last.number)));
  if (reports.length === 0) return undefined;
  const sum = (of: keyof Counts): number => reports.reduce((all, each) => all + each[of], 0);
  return { total: sum('total'), passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** The failed tests of a build with their ages; undefined when it has no report. */
async function agesIn(folder: string): Promise<ReadonlyMap<string, number> | undefined> {
  const reports = await reportsIn(folder);
  if (reports.length === 0) return undefined;
  return new Map(reports.flatMap(({ failures }) => failures.map((each) => [keyOf(each), each.age ?? 1])));
}

async function reportsIn(folder: string): Promise<TestReport[]> {
  const text = await readFile(journalFile(folder), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    if (!line.includes('"test.report"')) return [];
    const entry = parseEntry(line);
    return entry?.type === 'test.report' ? [entry] : [];
  });
}

function keyOf({ name, suite }: TestFailure): string {
  return JSON.stringify([suite, name]);
}
