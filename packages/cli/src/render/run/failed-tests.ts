import { styleText } from 'node:util';
import type { TestFailure } from '@pipeline-lab/engine/builds';
import { mark } from '../build.ts';

/** Failing tests that are named. */
const namedTests = 10;

/** Tests that failed, with where, why and for how long; not more than people read. */
export function failedTests(failures: readonly TestFailure[]): string[] {
  const shown: string[] = [];
  for (const failure of failures.slice(0, namedTests)) {
    const { suite, name, message } = failure;
    const title = suite === '' ? name : `${suite} › ${name}`;
    shown.push(`  ${mark('FAILURE')} ${title}${dim(aboutFailure(failure))}`);
    if (message !== '') shown.push(dim(`    ${message.split('\n')[0] ?? ''}`));
  }
  const more = failures.length - namedTests;
  return more > 0 ? [...shown, dim(`  and ${more} more`)] : shown;
}

function aboutFailure({ file, line, age = 1, flaky }: TestFailure): string {
  const place = file === undefined ? '' : ` (${line === undefined ? file : `${file}:${line}`})`;
  const since = age > 1 ? `, for ${age} builds` : '';
  return `${place}${since}${flaky === true ? ', comes and goes' : ''}`;
}

const dim = (text: string): string => styleText('dim', text, { stream: process.stdout });
