import { child, childText, type XmlElement } from '../xml.ts';
import type { Dialect, RecordReader } from './dialect.ts';
import { nameParts } from './name-parts.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** The results of MSTest and `dotnet test --logger trx`: the classes of its tests stand behind all results. */
export const trx: Dialect = {
  kind: 'TRX',
  roots: ['TestRun'],
  records: ['UnitTestResult', 'UnitTest'],
  open: reader,
};

interface Waiting {
  readonly id: string;
  readonly test: TestCase;
}

function reader(): RecordReader {
  const classes = new Map<string, string>();
  const waiting: Waiting[] = [];
  return {
    read(element) {
      if (element.name === 'UnitTest') {
        const name = child(element, 'TestMethod')?.attributes['className'] ?? '';
        classes.set(element.attributes['id'] ?? '', name.split(',')[0] ?? '');
        return [];
      }
      const results = rowsOf(element).map(testCase);
      // Only failures are told by name, so only they are worth the memory of waiting for their class.
      waiting.push(...results.filter(({ test }) => test.outcome === 'failed'));
      return results.filter(({ test }) => test.outcome !== 'failed').map(({ test }) => test);
    },
    end: () => waiting.map(({ id, test }) => inClass(test, classes.get(id) ?? test.suite)),
  };
}

function inClass({ name, ...test }: TestCase, suite: string): TestCase {
  const prefix = `${suite}.`;
  return { ...test, suite, name: name.startsWith(prefix) ? name.slice(prefix.length) : name };
}

/** A data-driven test counts by its rows. */
function rowsOf(element: XmlElement): readonly XmlElement[] {
  const rows = child(element, 'InnerResults')?.children ?? [];
  return rows.length === 0 ? [element] : rows;
}

function testCase(element: XmlElement): Waiting {
  const { testId: id = '', testName: name = '', outcome } = element.attributes;
  const { suite } = nameParts(name);
  const test = { name, suite };
  if (outcome === 'NotExecuted' || outcome === 'Inconclusive')
    return { id, test: { ...test, outcome: 'skipped' } };
  const info = child(child(element, 'Output'), 'ErrorInfo');
  if (outcome === 'Passed' || (outcome === undefined && info === undefined))
    return { id, test: { ...test, outcome: 'passed' } };
  const problem = problemOf(childText(info, 'Message') || (outcome ?? ''), childText(info, 'StackTrace'));
  return { id, test: { ...test, outcome: 'failed', problem } };
}
