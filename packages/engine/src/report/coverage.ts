import { createInterface } from 'node:readline/promises';
import { Readable } from 'node:stream';
import { StepFailure } from '../errors.ts';
import { type Chunks, readXml, type XmlTag } from './xml.ts';

export interface Ratio {
  readonly covered: number;
  readonly total: number;
}

export interface Coverage {
  readonly lines: Ratio;
  readonly branches: Ratio;
}

/**
 * The totals of a report: LCOV, JaCoCo XML or Cobertura XML, told apart by what is in it. It is read as it comes, a line
 * or an element at a time. Rejects with a StepFailure.
 */
export async function readCoverage(chunks: Chunks, file: string): Promise<Coverage> {
  const { start, all } = await peeked(chunks);
  if (/^\ufeff?\s*</.test(start)) return await xml(all, file);
  const { counts, isReport } = await lcov(all);
  if (isReport) return counts;
  throw unknown(file);
}

/** The sum of several reports. */
export function sumCoverage(all: readonly Coverage[]): Coverage {
  return { lines: sum(all.map(({ lines }) => lines)), branches: sum(all.map(({ branches }) => branches)) };
}

function sum(ratios: readonly Ratio[]): Ratio {
  const add = (pick: (ratio: Ratio) => number): number =>
    ratios.reduce((total, ratio) => total + pick(ratio), 0);
  return { covered: add(({ covered }) => covered), total: add(({ total }) => total) };
}

/** The beginning of a text, and all of it. */
async function peeked(chunks: Chunks): Promise<{ start: string; all: AsyncIterable<Uint8Array> }> {
  const iterator = Readable.from(chunks)[Symbol.asyncIterator]();
  const first = await iterator.next();
  const bytes = first.done === true ? Buffer.alloc(0) : Buffer.from(first.value as Uint8Array);
  async function* all(): AsyncGenerator<Uint8Array> {
    yield bytes;
    for await (const chunk of { [Symbol.asyncIterator]: () => iterator }) yield chunk as Uint8Array;
  }
  return { start: bytes.subarray(0, 200).toString(), all: all() };
}

async function lcov(chunks: AsyncIterable<Uint8Array>): Promise<{ counts: Coverage; isReport: boolean }> {
  const sums = { LF: 0, LH: 0, BRF: 0, BRH: 0 };
  let isReport = false;
  for await (const line of createInterface({ input: Readable.from(chunks) })) {
    isReport ||= /^(?:TN|SF):/.test(line);
    const [, key, count] = /^(LF|LH|BRF|BRH):(\d+)/.exec(line) ?? [];
    if (key !== undefined) sums[key as keyof typeof sums] += Number(count);
  }
  const { LF, LH, BRF, BRH } = sums;
  return {
    counts: { lines: { covered: LH, total: LF }, branches: { covered: BRH, total: BRF } },
    isReport,
  };
}

async function xml(chunks: Chunks, file: string): Promise<Coverage> {
  const counters = new Map<string, Ratio>();
  const lines = { covered: 0, total: 0 };
  const records = new Set(['counter', 'line']);
  const root = await readXml(chunks, { kind: 'coverage', file, records }, ({ name, attributes }, around) => {
    // The counters right inside of the report are those of all of it.
    if (name === 'counter' && around.length === 1)
      counters.set(attributes['type'] ?? '', ofCounter(attributes));
    // Methods repeat the lines of their class.
    if (name !== 'line' || around.some((tag) => tag.name === 'methods')) return;
    lines.total += 1;
    if (Number(attributes['hits'] ?? 0) > 0) lines.covered += 1;
  });
  const none = { covered: 0, total: 0 };
  if (root.name === 'report' && counters.size > 0)
    return { lines: counters.get('LINE') ?? none, branches: counters.get('BRANCH') ?? none };
  if (root.name === 'coverage') return cobertura(root) ?? { lines, branches: none };
  throw unknown(file);
}

function ofCounter({ covered = '0', missed = '0' }: XmlTag['attributes']): Ratio {
  return { covered: Number(covered), total: Number(covered) + Number(missed) };
}

/** The totals that a report gives; old tools give none. */
function cobertura({ attributes }: XmlTag): Coverage | undefined {
  if (attributes['lines-valid'] === undefined) return undefined;
  const ratio = (kind: string): Ratio => ({
    covered: Number(attributes[`${kind}-covered`] ?? 0),
    total: Number(attributes[`${kind}-valid`] ?? 0),
  });
  return { lines: ratio('lines'), branches: ratio('branches') };
}

function unknown(file: string): StepFailure {
  return new StepFailure(
    `${file} is no coverage report that is known here`,
    'Let the tool write LCOV, Cobertura or JaCoCo XML.',
  );
}
