import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { badReport } from '../errors.ts';
import type { TestFailure } from '../events/event.ts';

export interface TestCounts {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly TestFailure[];
}

/** Nothing counted yet. */
export const noTests: TestCounts = { total: 0, passed: 0, failed: 0, skipped: 0, failures: [] };

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

/** The sum of two counts. */
export function addCounts(one: TestCounts, other: TestCounts): TestCounts {
  return {
    total: one.total + other.total,
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
    failures: [...one.failures, ...other.failures],
  };
}

type XmlNode = { readonly [name: string]: unknown };

const lists = new Set(['testsuites', 'testsuite', 'testcase', 'failure', 'error', 'skipped']);

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
  return [...inner, ...nodes(node['testcase']).map((testcase) => countCase(testcase, suite))].reduce(
    addCounts,
    noTests,
  );
}

function countCase(testcase: XmlNode, suite: string): TestCounts {
  const [problem] = [...nodes(testcase['failure']), ...nodes(testcase['error'])];
  if (problem !== undefined) {
    const failure = {
      name: text(testcase['@name']),
      suite: text(testcase['@classname']) || suite,
      message: (text(problem['@message']) || text(problem['#text'])).trim().slice(0, 4000),
    };
    return { ...noTests, total: 1, failed: 1, failures: [failure] };
  }
  if (testcase['skipped'] !== undefined) return { ...noTests, total: 1, skipped: 1 };
  return { ...noTests, total: 1, passed: 1 };
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
