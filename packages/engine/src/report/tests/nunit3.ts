import { child, childText, type XmlElement } from '../xml.ts';
import { type Dialect, simpleDialect } from './dialect.ts';
import { nameParts } from './name-parts.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** https://docs.nunit.org/articles/nunit/technical-notes/usage/Test-Result-XML-Format.html */
export const nunit3: Dialect = simpleDialect('NUnit 3', ['test-run', 'test-suite'], 'test-case', testCase);

function testCase(element: XmlElement): TestCase {
  const { name = '', fullname = '', classname, result } = element.attributes;
  const test = { name, suite: classname ?? nameParts(fullname).suite };
  if (result === 'Skipped') return { ...test, outcome: 'skipped' };
  // The plugin of Jenkins takes what is inconclusive for an error.
  if (result !== 'Failed' && result !== 'Inconclusive') return { ...test, outcome: 'passed' };
  const why = child(element, 'failure') ?? child(element, 'reason');
  const problem = problemOf(childText(why, 'message'), childText(why, 'stack-trace'));
  return { ...test, outcome: 'failed', problem };
}
