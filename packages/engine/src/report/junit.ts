import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { badReport } from '../errors.ts';
import type { TestFailure, TestName } from '../events/event.ts';
import { placeIn } from './place.ts';

export interface TestCounts {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly TestFailure[];
  /** Passed only when they were run again (surefire's flakyFailure, flakyError). */
  readonly flaky: readonly TestName[];
}

/** Nothing counted yet. */
export const noTests: TestCounts = { total: 0, passed: 0, failed: 0, skipped: 0, failures: [], flaky: [] };

/**
 * Counts the test cases of a JUnit XML report, in suites nested to any depth. `failure` and `error` both count as
 * failed, as in Jenkins. `file` is for the message of the StepFailure thrown when this is no such report.
 */
export function parseJunit(xml: string, file: string): TestCounts {
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw badReport(`${file}:${valid.err.line}:${valid.err.col}`, valid.err.msg);
  const root = parser.parse(xml) as XmlNode;
  if (root['testsuites'] === undefined && root['testsuite'] === undefined) {
    throw badReport(file, 'it has neither <testsuites> nor <testsuite>');
  }
  return countNode(root, '');
}

/** The sum of counts. */
export function sumCounts(all: readonly TestCounts[]): TestCounts {
  const add = (pick: (counts: TestCounts) => number): number =>
    all.reduce((total, counts) => total + pick(counts), 0);
  return {
    total: add(({ total }) => total),
    passed: add(({ passed }) => passed),
    failed: add(({ failed }) => failed),
    skipped: add(({ skipped }) => skipped),
    failures: all.flatMap(({ failures }) => failures),
    flaky: all.flatMap(({ flaky }) => flaky),
  };
}

type XmlNode = { readonly [name: string]: unknown };

const lists = new Set([
  'testsuites',
  'testsuite',
  'testcase',
  'failure',
  'error',
  'skipped',
  'flakyFailure',
  'flakyError',
]);

const parser: XMLParser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => lists.has(name),
});

function countNode(node: XmlNode, suite: string): TestCounts {
  const inner = [...nodes(node['testsuites']), ...nodes(node['testsuite'])].map((child) =>
    countNode(child, text(child['@name']) || suite),
  );
  return sumCounts([...inner, ...nodes(node['testcase']).map((testcase) => countCase(testcase, suite))]);
}

function countCase(testcase: XmlNode, suite: string): TestCounts {
  const test = { name: text(testcase['@name']), suite: text(testcase['@classname']) || suite };
  const [problem] = [...nodes(testcase['failure']), ...nodes(testcase['error'])];
  if (problem !== undefined)
    return { ...noTests, total: 1, failed: 1, failures: [{ ...test, ...failureOf(testcase, problem) }] };
  if (testcase['skipped'] !== undefined) return { ...noTests, total: 1, skipped: 1 };
  const again = [...nodes(testcase['flakyFailure']), ...nodes(testcase['flakyError'])];
  return { ...noTests, total: 1, passed: 1, flaky: again.length > 0 ? [test] : [] };
}

function failureOf(testcase: XmlNode, problem: XmlNode): Omit<TestFailure, 'name' | 'suite'> {
  const stack = textsOf(problem).trim().slice(0, 10_000);
  const message = (text(problem['@message']) || stack).trim().slice(0, 4000);
  const file = text(testcase['@file']);
  const line = Number(text(testcase['@line']));
  const given = file === '' ? undefined : { file, ...(line > 0 ? { line } : {}) };
  return { message, ...(stack === '' ? {} : { stack }), ...(given ?? placeIn(stack)) };
}

/** The text of an element, also of one with further elements or a stack in an element of its own. */
function textsOf(node: XmlNode): string {
  return (
    [node['#text'], node['system-err'], node['stackTrace']].map(text).find((each) => each.trim() !== '') ?? ''
  );
}

/** The elements of a name; one that holds only text comes as a string. */
function nodes(value: unknown): XmlNode[] {
  if (!Array.isArray(value)) return [];
  return value.map((item) =>
    item !== null && typeof item === 'object' ? (item as XmlNode) : { '#text': item },
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
