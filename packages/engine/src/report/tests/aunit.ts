import { child, childText, type XmlElement, type XmlTag } from '../xml.ts';
import { type Dialect, simpleDialect } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** The XML reporter of AUnit, for Ada. */
export const aunit: Dialect = simpleDialect('AUnit', ['TestRun'], 'Test', testCase);

function testCase(element: XmlElement, around: readonly XmlTag[]): TestCase {
  const [, suite = '', name = ''] = /^(?:([^.]*)\.)?(.*)$/s.exec(childText(element, 'Name')) ?? [];
  const test = { name, suite };
  if (around.at(-1)?.name !== 'FailedTests') return { ...test, outcome: 'passed' };
  const place = child(element, 'Location');
  const given = { file: childText(place, 'File'), line: Number(childText(place, 'Line')) };
  const exception = child(element, 'Exception');
  const trace = ['Message', 'Information', 'Traceback'].map((part) => childText(exception, part)).join('\n');
  return { ...test, outcome: 'failed', problem: problemOf(childText(element, 'Message'), trace, given) };
}
