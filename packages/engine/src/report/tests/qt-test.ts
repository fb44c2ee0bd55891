import { child, childText, type XmlElement, type XmlTag } from '../xml.ts';
import { type Dialect, simpleDialect } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** Qt Test, `-o results.xml,xml`: a function fails with the first of its rows that does. */
export const qtTest: Dialect = simpleDialect('Qt Test', ['TestCase'], 'TestFunction', testCase);

function testCase(element: XmlElement, around: readonly XmlTag[]): TestCase {
  const test = { name: element.attributes['name'] ?? '', suite: around[0]?.attributes['name'] ?? '' };
  const { children } = element;
  const failed = children.find(({ attributes }) => /^(?:fail|xpass|bfail)$/.test(attributes['type'] ?? ''));
  if (failed !== undefined) {
    const { file, line } = failed.attributes;
    const problem = problemOf(childText(failed, 'Description'), '', { file, line: Number(line ?? 0) });
    return { ...test, outcome: 'failed', problem };
  }
  const skipped = children.some(
    ({ name, attributes }) => name === 'Message' && attributes['type'] === 'skip',
  );
  const passed = child(element, 'Incident') !== undefined;
  return { ...test, outcome: skipped && !passed ? 'skipped' : 'passed' };
}
