import { childText, type XmlElement } from '../xml.ts';
import type { Dialect } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** The XML log of Check, for C: `CK_XML_LOG_FILE_NAME`. */
export const check: Dialect = {
  kind: 'Check',
  roots: ['testsuites'],
  records: ['suite'],
  open: () => ({ read: testCases }),
};

function testCases(suite: XmlElement): TestCase[] {
  const title = childText(suite, 'title');
  return suite.children.filter(({ name }) => name === 'test').map((test) => testCase(title, test));
}

function testCase(suite: string, element: XmlElement): TestCase {
  const test = { name: childText(element, 'id'), suite };
  if (element.attributes['result'] === 'success') return { ...test, outcome: 'passed' };
  const [, file, line] = /^(.+):(\d+)$/.exec(childText(element, 'fn')) ?? [];
  const problem = problemOf(childText(element, 'message'), '', { file, line: Number(line ?? 0) });
  return { ...test, outcome: 'failed', problem };
}
