import { child, type XmlElement, type XmlTag } from '../xml.ts';
import { type Dialect, simpleDialect } from './dialect.ts';
import { type Problem, problemOf, type TestCase } from './test-case.ts';

/**
 * JUnit XML, in suites nested to any depth. `failure` and `error` both count as failed, as in Jenkins.
 * https://github.com/testmoapp/junitxml
 */
export const junit: Dialect = simpleDialect('JUnit', ['testsuites', 'testsuite'], 'testcase', testCase);

function testCase(element: XmlElement, around: readonly XmlTag[]): TestCase {
  const { attributes, children } = element;
  const suite = attributes['classname'] || attributes['class'] || suiteName(around);
  const test = { name: attributes['name'] ?? '', suite };
  const problem = children.find(({ name }) => name === 'failure' || name === 'error');
  if (problem !== undefined) return { ...test, outcome: 'failed', problem: problemIn(element, problem) };
  // GoogleTest marks a test that was left out by attributes.
  const { status, result } = attributes;
  const skipped = child(element, 'skipped') !== undefined || status === 'notrun' || result === 'skipped';
  if (skipped) return { ...test, outcome: 'skipped' };
  const flaky = children.some(({ name }) => name === 'flakyFailure' || name === 'flakyError');
  return { ...test, outcome: 'passed', ...(flaky ? { flaky } : {}) };
}

function suiteName(around: readonly XmlTag[]): string {
  return around.map(({ attributes }) => attributes['name'] ?? '').findLast((name) => name !== '') ?? '';
}

function problemIn({ attributes }: XmlElement, problem: XmlElement): Problem {
  const texts = [
    problem.text,
    ...['system-err', 'stackTrace'].map((name) => child(problem, name)?.text ?? ''),
  ];
  const stack = texts.find((text) => text.trim() !== '') ?? '';
  const given = { file: attributes['file'], line: Number(attributes['line'] ?? 0) };
  return problemOf(problem.attributes['message'] ?? '', stack, given);
}
