import { child, childText, type XmlElement } from '../xml.ts';
import { type Dialect, simpleDialect } from './dialect.ts';
import { nameParts } from './name-parts.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** https://docs.nunit.org/2.6.4/files/TestResult.xml */
export const nunit2: Dialect = simpleDialect('NUnit 2', ['test-results'], 'test-case', testCase);

function testCase(element: XmlElement): TestCase {
  const { attributes } = element;
  const test = nameParts(attributes['name'] ?? '');
  const failure = child(element, 'failure');
  const result = attributes['result'] ?? (failure === undefined ? '' : 'Failure');
  if (!/^(?:Failure|Error|NotRunnable)$/.test(result)) {
    const ran = attributes['executed'] !== 'False' && result !== 'Inconclusive';
    return { ...test, outcome: ran ? 'passed' : 'skipped' };
  }
  const why = failure ?? child(element, 'reason');
  const problem = problemOf(childText(why, 'message'), childText(why, 'stack-trace'));
  return { ...test, outcome: 'failed', problem };
}
