import { child, childText, type XmlElement } from '../xml.ts';
import { type Dialect, simpleDialect } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** https://xunit.net/docs/format-xml-v2 */
export const xunitNet: Dialect = simpleDialect('xUnit.net', ['assemblies', 'assembly'], 'test', testCase);

function testCase(element: XmlElement): TestCase {
  const { name = '', type = '', result } = element.attributes;
  const test = { name: name.startsWith(`${type}.`) ? name.slice(type.length + 1) : name, suite: type };
  if (result === 'Skip' || result === 'NotRun') return { ...test, outcome: 'skipped' };
  if (result !== 'Fail') return { ...test, outcome: 'passed' };
  const failure = child(element, 'failure');
  const problem = problemOf(childText(failure, 'message'), childText(failure, 'stack-trace'));
  return { ...test, outcome: 'failed', problem };
}
