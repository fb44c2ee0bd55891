import { child, childText, type XmlElement } from '../xml.ts';
import { type Dialect, simpleDialect } from './dialect.ts';
import { nameParts } from './name-parts.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** The report of GLib's `gtester -o`. */
export const gtester: Dialect = simpleDialect('gtester', ['gtester'], 'testcase', testCase);

function testCase(element: XmlElement): TestCase {
  const { path = '', skipped } = element.attributes;
  const test = nameParts(path.replaceAll(/^\/|\/$/g, '').replaceAll('/', '.'));
  if (skipped !== undefined) return { ...test, outcome: 'skipped' };
  const { result, 'exit-status': status } = child(element, 'status')?.attributes ?? {};
  if (result !== 'failed') return { ...test, outcome: 'passed' };
  const problem = problemOf(`exit-status=${status ?? ''}`, childText(element, 'error'));
  return { ...test, outcome: 'failed', problem };
}
