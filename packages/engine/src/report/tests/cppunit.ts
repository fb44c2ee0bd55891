import { child, childText, type XmlElement, type XmlTag } from '../xml.ts';
import type { Dialect } from './dialect.ts';
import { nameParts } from './name-parts.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** CppUnit's `XmlOutputter`. */
export const cppunit: Dialect = {
  kind: 'CppUnit',
  roots: ['TestRun'],
  records: ['FailedTest', 'Test'],
  open: () => ({ read: (element, around) => [testCase(element, around)] }),
};

function testCase(element: XmlElement, around: readonly XmlTag[]): TestCase {
  const full = childText(element, 'Name');
  const test = nameParts(full, full.includes('::') ? '::' : '.');
  const list = around.at(-1)?.name;
  if (list === 'SkippedTests') return { ...test, outcome: 'skipped' };
  if (list !== 'FailedTests') return { ...test, outcome: 'passed' };
  const place = child(element, 'Location');
  const given = { file: childText(place, 'File'), line: Number(childText(place, 'Line')) };
  return { ...test, outcome: 'failed', problem: problemOf(childText(element, 'Message'), '', given) };
}
