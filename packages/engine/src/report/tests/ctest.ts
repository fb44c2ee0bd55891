import { constants, inflateSync } from 'node:zlib';
import { child, childText, type XmlElement } from '../xml.ts';
import { type Dialect, simpleDialect } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** `Testing/<time>/Test.xml` of `ctest -T Test`. */
export const ctest: Dialect = simpleDialect('CTest', ['Site'], 'Test', testCase);

function testCase(element: XmlElement): TestCase | undefined {
  const status = element.attributes['Status'];
  // The list of tests in front of the results has elements of the same name.
  if (status === undefined) return undefined;
  const path = childText(element, 'Path').replaceAll('.', '').replaceAll('/', '.');
  const test = { name: childText(element, 'Name'), suite: `projectroot${path}` };
  if (status === 'notrun') return { ...test, outcome: 'skipped' };
  if (status === 'passed') return { ...test, outcome: 'passed' };
  const results = child(element, 'Results');
  const code = results?.children.find(({ attributes }) => attributes['name'] === 'Exit Code');
  const output = outputOf(child(child(results, 'Measurement'), 'Value'));
  return { ...test, outcome: 'failed', problem: problemOf(childText(code, 'Value'), output) };
}

/** Dashboards get the output packed, as far as it was kept here. */
function outputOf(value: XmlElement | undefined): string {
  if (value === undefined || value.attributes['encoding'] !== 'base64') return value?.text ?? '';
  const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1_048_576 };
  try {
    return inflateSync(Buffer.from(value.text, 'base64'), options).toString();
  } catch {
    return '';
  }
}
