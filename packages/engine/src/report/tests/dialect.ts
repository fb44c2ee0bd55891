import { badReport } from '../../errors.ts';
import { type Chunks, readXml, type XmlElement, type XmlTag } from '../xml.ts';
import type { Tally, TestCase } from './test-case.ts';

/** A form of XML in which a test tool writes what it found. */
export interface Dialect {
  /** For messages. */
  readonly kind: string;
  readonly roots: readonly string[];
  /** The elements that are read one by one. */
  readonly records: readonly string[];
  /** Reads the records of one file. */
  readonly open: () => RecordReader;
}

/** Gives the tests of a record; `end` those that had to wait for the end of the file. */
export interface RecordReader {
  readonly read: (record: XmlElement, around: readonly XmlTag[]) => readonly TestCase[];
  readonly end?: () => readonly TestCase[];
}

/** Adds the tests of a report to a tally. Rejects with a StepFailure that names the file when it is something else. */
export async function readTests(dialect: Dialect, chunks: Chunks, file: string, tally: Tally): Promise<void> {
  const { kind, roots, records, open } = dialect;
  const reader = open();
  const root = await readXml(chunks, { kind, file, records: new Set(records) }, (record, around) => {
    const outermost = around[0]?.name ?? record.name;
    if (roots.includes(outermost)) for (const test of reader.read(record, around)) tally.add(test);
  });
  if (!roots.includes(root.name))
    throw badReport(kind, file, `its root is <${root.name}>, not <${roots.join('> or <')}>`);
  for (const test of reader.end?.() ?? []) tally.add(test);
}

/** A dialect whose records are one test each. */
export function simpleDialect(
  kind: string,
  roots: readonly string[],
  record: string,
  read: (record: XmlElement, around: readonly XmlTag[]) => TestCase | undefined,
): Dialect {
  return {
    kind,
    roots,
    records: [record],
    open: () => ({
      read(element, around) {
        const test = read(element, around);
        return test === undefined ? [] : [test];
      },
    }),
  };
}
