import { child, type XmlElement, type XmlTag } from '../xml.ts';
import type { Dialect, RecordReader } from './dialect.ts';
import { problemOf, type Problem, type TestCase } from './test-case.ts';

/** Parasoft C++test: tests are in one list, why they failed in another, in either order. */
export const parasoft: Dialect = {
  kind: 'C++test',
  roots: ['ResultsSession'],
  records: ['ExecViol', 'Test'],
  open,
};

interface Listed {
  readonly id: string;
  readonly passed: boolean;
  readonly name: string;
  readonly suite: string;
}

/** Something that was seen while a test ran. */
interface Violation {
  readonly test: string;
  readonly testCase: string;
  readonly name: string;
  readonly suite: string;
  readonly problem: Problem | undefined;
}

function open(): RecordReader {
  const tests: Listed[] = [];
  const violations: Violation[] = [];
  return {
    read(record, around) {
      if (record.name === 'ExecViol') violations.push(violation(record));
      else if (around.some(({ name }) => name === 'ExecutedTestsDetails')) tests.push(listed(record, around));
      return [];
    },
    end: () => (tests.length > 0 ? ofTests(tests, violations) : ofViolations(violations)),
  };
}

function ofTests(tests: readonly Listed[], violations: readonly Violation[]): TestCase[] {
  return tests.map(({ id, passed, ...test }) => {
    if (passed) return { ...test, outcome: 'passed' };
    const problem = violations.find((each) => each.test === id && each.problem)?.problem ?? { message: '' };
    return { ...test, outcome: 'failed', problem };
  });
}

/** Without the list of tests, as version 7 has it, each test has an entry of its own among what was seen. */
function ofViolations(violations: readonly Violation[]): TestCase[] {
  const first = new Map(violations.toReversed().map((each) => [each.testCase, each]));
  return [...first.values()]
    .toReversed()
    .map(({ name, suite, problem }) =>
      problem === undefined
        ? { name, suite, outcome: 'passed' }
        : { name, suite, outcome: 'failed', problem },
    );
}

function listed({ attributes }: XmlElement, around: readonly XmlTag[]): Listed {
  const { id = '', name = '', pass } = attributes;
  const suites = around
    .filter((tag) => tag.name === 'Project' || tag.name === 'TestSuite')
    .map((tag) => tag.attributes['name'] ?? '');
  const own = `${suites.at(-1) ?? ''}::`;
  return {
    id,
    passed: pass === '1',
    name: name.startsWith(own) ? name.slice(own.length) : name,
    suite: suites.join('.'),
  };
}

/** The category of what is seen of a test that passed. */
const fine = '6';

function violation(element: XmlElement): Violation {
  const { cat, testId: test = '', testCaseId: testCase = '', testName = '' } = element.attributes;
  const [suite = '', ...rest] = testName.split('::');
  const part = child(child(element, 'Thr'), 'ThrPart');
  const trace = part?.children.filter(({ name }) => name === 'Trace') ?? [];
  const stack = trace.map(({ attributes: { fileName, ln } }) => `at ${fileName}:${ln}`).join('\n');
  const problem =
    cat === fine || part === undefined ? undefined : problemOf(part.attributes['detMsg'] ?? '', stack);
  return { test, testCase, name: rest.join('::'), suite, problem };
}
