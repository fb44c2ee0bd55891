import { child, childText, type XmlElement } from '../xml.ts';
import type { Dialect } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** The automated interface of CUnit: `…-Results.xml`. */
export const cunit: Dialect = {
  kind: 'CUnit',
  roots: ['CUNIT_TEST_RUN_REPORT'],
  records: ['CUNIT_RUN_SUITE_SUCCESS', 'CUNIT_RUN_SUITE_FAILURE'],
  open: () => ({ read: testCases }),
};

function testCases(element: XmlElement): TestCase[] {
  const suite = childText(element, 'SUITE_NAME');
  // Its tests did not run because what goes before them failed.
  if (element.name === 'CUNIT_RUN_SUITE_FAILURE') {
    const problem = problemOf(childText(element, 'FAILURE_REASON'), '');
    return [{ name: suite, suite, outcome: 'failed', problem }];
  }
  const tests = new Map<string, TestCase>();
  for (const record of element.children) {
    const test = testCase(suite, record);
    // Each assertion that failed is a record of its own.
    if (test !== undefined && !tests.has(test.name)) tests.set(test.name, test);
  }
  return [...tests.values()];
}

function testCase(suite: string, record: XmlElement): TestCase | undefined {
  const failure = child(record, 'CUNIT_RUN_TEST_FAILURE');
  const result = failure ?? child(record, 'CUNIT_RUN_TEST_SUCCESS');
  if (result === undefined) return undefined;
  const test = { name: childText(result, 'TEST_NAME'), suite };
  if (failure === undefined) return { ...test, outcome: 'passed' };
  const given = { file: childText(failure, 'FILE_NAME'), line: Number(childText(failure, 'LINE_NUMBER')) };
  return { ...test, outcome: 'failed', problem: problemOf(childText(failure, 'CONDITION'), '', given) };
}
