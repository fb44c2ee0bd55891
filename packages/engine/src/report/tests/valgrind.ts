import { basename } from 'node:path';
import { child, childText, type XmlElement } from '../xml.ts';
import type { Dialect, RecordReader } from './dialect.ts';
import { problemOf, type TestCase } from './test-case.ts';

/** `valgrind --xml=yes`: a program is one test, which fails when anything was found. */
export const valgrind: Dialect = {
  kind: 'Valgrind',
  roots: ['valgrindoutput'],
  records: ['args', 'error', 'pid', 'tool'],
  open,
};

function open(): RecordReader {
  const seen: Record<string, XmlElement> = {};
  const errors: XmlElement[] = [];
  return {
    read(record) {
      if (record.name === 'error') errors.push(record);
      else seen[record.name] = record;
      return [];
    },
    end: () => [testCase(seen, errors)],
  };
}

function testCase(
  { args, pid, tool }: Readonly<Record<string, XmlElement>>,
  errors: readonly XmlElement[],
): TestCase {
  const options = child(args, 'vargv')?.children.map(({ text }) => text) ?? [];
  const file = options.map((option) => /^--xml-file=(.+)$/.exec(option)?.[1]).find((each) => each);
  const name =
    file === undefined
      ? childText(child(args, 'argv'), 'exe') || (pid?.text ?? '')
      : basename(file).replace(/\..*$/, '');
  const test = { name, suite: `valgrind-${tool?.text ?? ''}` };
  const [first] = errors;
  if (first === undefined) return { ...test, outcome: 'passed' };
  return { ...test, outcome: 'failed', problem: problemOf(whatOf(first), errors.map(lines).join('\n')) };
}

function whatOf(error: XmlElement): string {
  return childText(error, 'what') || childText(child(error, 'xwhat'), 'text');
}

/** As Valgrind prints it: what, then where, then what else there is to say and its place. */
function lines(error: XmlElement): string {
  const parts = error.children.flatMap((part) => {
    if (part.name === 'auxwhat') return [part.text];
    return part.name === 'stack' ? part.children.map(frame) : [];
  });
  return [whatOf(error), ...parts.map((part) => `  ${part}`)].join('\n');
}

function frame(element: XmlElement): string {
  const part = (name: string): string => childText(element, name);
  const place = part('file') === '' ? part('obj') : `${part('file')}:${part('line')}`;
  return `at ${part('fn') || part('ip')} (${place})`;
}
