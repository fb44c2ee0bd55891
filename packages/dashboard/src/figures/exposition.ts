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
 * Reads Prometheus' text format; lines of another form are left out.
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

const form = /^(?<name>[A-Za-z_:][\w:]*)(?:\{(?<labels>.*)\})?[ \t]+(?<value>\S+)/;
const label = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g;

function readSample(line: string): Sample | undefined {
  const { name, labels = '', value = '' } = form.exec(line)?.groups ?? {};
  if (name === undefined) return undefined;
  const pairs = [...labels.matchAll(label)].map(([, key = '', text = '']) => [key, unescape(text)] as const);
  return { name, labels: Object.fromEntries(pairs), value: numberOf(value) };
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
}

function numberOf(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}
