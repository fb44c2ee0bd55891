/** One line of Prometheus' text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Exposition {
  /** By the name of the family: `counter`, `histogram`, … */
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

/**
 * Reads Prometheus' text format; lines of another form, and those of more than 8192 characters, are left out.
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function readExposition(text: string): Exposition {
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    const [, family, type] = /^# TYPE (\S+) (\w+)/.exec(line) ?? [];
    if (family !== undefined && type !== undefined) types.set(family, type);
    const sample = line.startsWith('#') ? undefined : readSample(line);
    if (sample !== undefined) samples.push(sample);
  }
  return { types, samples };
}

const longest = 8192;

const begin = /([A-Za-z_:][\w:]*)([ \t]*\{)?/y;
const label = /[ \t]*([A-Za-z_]\w*)[ \t]*=[ \t]*"((?:[^"\\]|\\.)*)"[ \t]*,?/y;
const end = /[ \t]*\}/y;
const number = /[ \t]+(\S+)/y;

/** Goes through a line once, label by label: what an application answers must not take time that grows with its square. */
function readSample(line: string): Sample | undefined {
  if (line.length > longest) return undefined;
  let place = 0;
  const next = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = place;
    const found = form.exec(line);
    if (found !== null) place = form.lastIndex;
    return found;
  };
  const [, name, open] = next(begin) ?? [];
  if (name === undefined) return undefined;
  const labels: [string, string][] = [];
  if (open !== undefined) {
    for (let pair = next(label); pair !== null; pair = next(label))
      labels.push([pair[1] ?? '', unescape(pair[2] ?? '')]);
    if (next(end) === null) return undefined;
  }
  const value = next(number)?.[1];
  if (value === undefined) return undefined;
  return { name, labels: Object.fromEntries(labels), value: numberOf(value) };
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}

function numberOf(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}
