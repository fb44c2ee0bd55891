import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badReport } from '../../errors.ts';
import { problemOf, type Tally, type TestCase } from './test-case.ts';

/** What is read of a `…-result.json`. https://allurereport.org/docs/how-it-works-test-result-file/ */
interface AllureResult {
  readonly historyId?: string;
  readonly uuid?: string;
  readonly name?: string;
  readonly status?: string;
  readonly statusDetails?: { readonly message?: string; readonly trace?: string };
  readonly labels?: readonly { readonly name?: string; readonly value?: string }[];
  readonly stop?: number;
}

/**
 * Adds the tests of Allure's result files, one test a file, to a tally. Of a test that ran several times the last run
 * counts. Rejects with a StepFailure that names the file when it is no such result.
 */
export async function readAllure(folder: string, files: readonly string[], tally: Tally): Promise<void> {
  const last = new Map<
    string,
    { readonly stop: number; readonly test: TestCase; readonly failedBefore: boolean }
  >();
  for (const file of files) {
    const result = await resultIn(join(folder, file), file);
    const key = result.historyId ?? result.uuid ?? file;
    const { stop = 0 } = result;
    const test = testOf(result);
    const other = last.get(key);
    const failedBefore =
      test.outcome === 'failed' || other?.test.outcome === 'failed' || other?.failedBefore === true;
    const newer = other === undefined || stop >= other.stop ? { stop, test } : other;
    last.set(key, { ...newer, failedBefore });
  }
  for (const { test, failedBefore } of last.values())
    tally.add(test.outcome === 'passed' && failedBefore ? { ...test, flaky: true } : test);
}

async function resultIn(path: string, file: string): Promise<AllureResult> {
  try {
    const data: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (data !== null && typeof data === 'object' && 'status' in data) return data as AllureResult;
  } catch (error) {
    throw badReport('Allure', file, error instanceof Error ? error.message : String(error), error);
  }
  throw badReport('Allure', file, 'it has no status');
}

function testOf({ name = '', status, statusDetails = {}, labels = [] }: AllureResult): TestCase {
  const label = (wanted: string): string | undefined => labels.find((each) => each.name === wanted)?.value;
  const suite = label('testClass') ?? label('suite') ?? label('parentSuite') ?? label('package') ?? '';
  const test = { name, suite };
  if (status === 'skipped' || status === 'unknown') return { ...test, outcome: 'skipped' };
  if (status === 'passed') return { ...test, outcome: 'passed' };
  const problem = problemOf(statusDetails.message ?? '', statusDetails.trace ?? '');
  return { ...test, outcome: 'failed', problem };
}
