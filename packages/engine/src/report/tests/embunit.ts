import { child, childText, type XmlElement, type XmlTag } from '../xml.ts';
import type { Dialect } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** The XML outputter of Embedded Unit, for C: the elements around tests are named like their suites. */
export const embunit: Dialect = {
  kind: 'Embedded Unit',
  roots: ['TestRun'],
  records: ['FailedTest', 'Test'],
  open: () => ({ read: (element, around) => [testCase(element, around)] }),
};

function testCase(element: XmlElement, around: readonly XmlTag[]): TestCase {
  const test = { name: childText(element, 'Name'), suite: around.at(-1)?.name ?? '' };
  if (element.name === 'Test') return { ...test, outcome: 'passed' };
  const place = child(element, 'Location');
  const given = { file: childText(place, 'File'), line: Number(childText(place, 'Line')) };
  return { ...test, outcome: 'failed', problem: problemOf(childText(element, 'Message'), '', given) };
}
