import { child, childText, type XmlElement, type XmlTag } from '../xml.ts';
import type { Dialect } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** The XML report of MbUnit 2. What sets up and tears down counts like a test, as it does in Jenkins. */
export const mbunit: Dialect = {
  kind: 'MbUnit',
  roots: ['report-result'],
  records: ['run', 'set-up', 'tear-down'],
  open: () => ({ read: (element, around) => [testCase(element, around)] }),
};

function testCase(element: XmlElement, around: readonly XmlTag[]): TestCase {
  const named = (tag: string): string[] =>
    around.filter(({ name }) => name === tag).map(({ attributes }) => attributes['name'] ?? '');
  const suite = [...named('assembly'), ...named('fixture')].join('.');
  const { name = element.name, result } = element.attributes;
  const test = { name, suite };
  if (result === 'ignore' || result === 'skip') return { ...test, outcome: 'skipped' };
  if (result !== 'failure') return { ...test, outcome: 'passed' };
  const exception = child(element, 'exception');
  const problem = problemOf(childText(exception, 'message'), childText(exception, 'stack-trace'));
  return { ...test, outcome: 'failed', problem };
}
