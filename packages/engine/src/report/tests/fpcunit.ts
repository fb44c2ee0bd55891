import { childText, type XmlElement, type XmlTag } from '../xml.ts';
import { type Dialect, simpleDialect } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** The XML writer of FPCUnit, for Free Pascal. */
export const fpcunit: Dialect = simpleDialect('FPCUnit', ['TestResults'], 'Test', testCase);

function testCase(element: XmlElement, around: readonly XmlTag[]): TestCase {
  const { Name: name = '', Result: result } = element.attributes;
  const suite = around.findLast((tag) => tag.name === 'TestSuite')?.attributes['Name'] ?? '';
  const test = { name, suite };
  if (result === 'Ignored') return { ...test, outcome: 'skipped' };
  if (result !== 'Failed' && result !== 'Error') return { ...test, outcome: 'passed' };
  const message = childText(element, 'ExceptionMessage') || childText(element, 'Message');
  const given = {
    file: childText(element, 'SourceUnitName'),
    line: Number(childText(element, 'LineNumber')),
  };
  return { ...test, outcome: 'failed', problem: problemOf(message, '', given) };
}
