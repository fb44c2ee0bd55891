import { StepFailure } from '../errors.ts';

export interface Ratio {
  readonly covered: number;
  readonly total: number;
}

export interface Coverage {
  readonly lines: Ratio;
  readonly branches: Ratio;
}

/** The totals of a report: LCOV, JaCoCo XML or Cobertura XML, told apart by what is in it. Throws a StepFailure. */
export function readCoverage(text: string, file: string): Coverage {
  if (/^(?:TN|SF):/m.test(text)) return lcov(text);
  if (/<report\b/.test(text) && /<counter\b/.test(text)) return jacoco(text);
  if (/<coverage\b/.test(text)) return cobertura(text);
  throw new StepFailure(
    `${file} is no coverage report that is known here`,
    'Let the tool write LCOV, Cobertura or JaCoCo XML.',
  );
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

function lcov(text: string): Coverage {
  const total = (key: string): number =>
    [...text.matchAll(new RegExp(`^${key}:(\\d+)`, 'gm'))].reduce((all, [, count]) => all + Number(count), 0);
  return {
    lines: { covered: total('LH'), total: total('LF') },
    branches: { covered: total('BRH'), total: total('BRF') },
  };
}

/** The counters behind the last group or package are those of the whole report. */
function jacoco(text: string): Coverage {
  const behind = text.slice(Math.max(text.lastIndexOf('</package>'), text.lastIndexOf('</group>'), 0));
  const ratio = (type: string): Ratio => {
    const [element = ''] = new RegExp(`<counter[^>]*\\btype="${type}"[^>]*>`).exec(behind) ?? [];
    const covered = Number(attribute(element, 'covered') ?? 0);
    return { covered, total: covered + Number(attribute(element, 'missed') ?? 0) };
  };
  return { lines: ratio('LINE'), branches: ratio('BRANCH') };
}

function cobertura(text: string): Coverage {
  const [root = ''] = /<coverage\b[^>]*>/.exec(text) ?? [];
  const valid = attribute(root, 'lines-valid');
  if (valid === undefined) return coberturaLines(text);
  return {
    lines: { covered: Number(attribute(root, 'lines-covered') ?? 0), total: Number(valid) },
    branches: {
      covered: Number(attribute(root, 'branches-covered') ?? 0),
      total: Number(attribute(root, 'branches-valid') ?? 0),
    },
  };
}

/** Old tools give no totals: the lines are counted, without those that methods repeat. */
function coberturaLines(text: string): Coverage {
  const lines = [...text.replaceAll(/<methods>[^]*?<\/methods>/g, '').matchAll(/<line\b[^>]*>/g)];
  const covered = lines.filter(([line]) => Number(attribute(line, 'hits') ?? 0) > 0).length;
  return { lines: { covered, total: lines.length }, branches: { covered: 0, total: 0 } };
}

function attribute(element: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(element)?.[1];
}
