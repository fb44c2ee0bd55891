import { child, type XmlElement, type XmlTag } from '../xml.ts';
import { type Dialect, simpleDialect } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** The log of Boost.Test, `--log_format=XML`. */
export const boost: Dialect = simpleDialect('Boost.Test', ['TestLog'], 'TestCase', testCase);

const problems = new Set(['Error', 'FatalError', 'Exception']);

function testCase(element: XmlElement, around: readonly XmlTag[]): TestCase {
  const { attributes, children } = element;
  const suites = around
    .filter(({ name }) => name === 'TestSuite')
    .map(({ attributes: { name } }) => name ?? '');
  const test = { name: attributes['name'] ?? '', suite: suites.join('.') };
  if (attributes['skipped'] === 'yes') return { ...test, outcome: 'skipped' };
  const found = children.find(({ name }) => problems.has(name));
  if (found === undefined) return { ...test, outcome: 'passed' };
  const at = found.name === 'Exception' ? (child(found, 'LastCheckpoint') ?? found) : found;
  const place = {
    file: at.attributes['file'] ?? attributes['file'],
    line: Number(at.attributes['line'] ?? 0),
  };
  return { ...test, outcome: 'failed', problem: problemOf(found.text, '', place) };
}
