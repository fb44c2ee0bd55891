import { child, type XmlElement } from '../xml.ts';
import { type Dialect, simpleDialect } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** The report of UnitTest++. */
export const unitTestPlus: Dialect = simpleDialect('UnitTest++', ['unittest-results'], 'test', testCase);

function testCase(element: XmlElement): TestCase {
  const test = { name: element.attributes['name'] ?? '', suite: element.attributes['suite'] ?? '' };
  const failure = child(element, 'failure');
  if (failure === undefined) return { ...test, outcome: 'passed' };
  const message = failure.attributes['message'] ?? failure.text;
  // A message begins with its place: `src/a.cpp(12) : Expected …`.
  const [, file, line] = /^([^()\s]+)\((\d+)\)/.exec(message) ?? [];
  return { ...test, outcome: 'failed', problem: problemOf(message, '', { file, line: Number(line ?? 0) }) };
}
