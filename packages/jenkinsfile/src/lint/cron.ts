/** What is wrong with the text of a `cron` trigger, as Jenkins' crontab grammar has it; undefined when nothing is. */
export function cronProblem(spec: string): string | undefined {
  const lines = spec.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#') && !/^TZ\s*=/.test(line))
    .map(lineProblem)
    .find((problem) => problem !== undefined);
}

const aliases = ['yearly', 'annually', 'monthly', 'weekly', 'daily', 'midnight', 'hourly'];

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** The last value that a plain `H` picks from, where it is another one. */
  readonly hashed?: number;
}

const fields: readonly Field[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31, hashed: 28 },
  { name: 'month', least: 1, most: 12 },
  { name: 'day of the week', least: 0, most: 7, hashed: 6 },
];

function lineProblem(line: string): string | undefined {
  if (line.startsWith('@')) {
    return aliases.includes(line.slice(1))
      ? undefined
      : `"${line}" is none of ${aliases.map((each) => `@${each}`).join(', ')}`;
  }
  const parts = line.split(/\s+/);
  if (parts.length !== fields.length) return `"${line}" has ${parts.length} fields; there must be five`;
  return fields
    .map((field, index) => fieldProblem(parts[index] ?? '', field))
    .find((problem) => problem !== undefined);
}

function fieldProblem(text: string, field: Field): string | undefined {
  return text
    .split(',')
    .map((part) => partProblem(part, field))
    .find((problem) => problem !== undefined);
}

// `*`, `H`, `H(0-29)`, `3`, `1-5`: a star, `H` and a range may have a step, a single value may not.
const form =
  /^(?:\*(?:\/(?<step>\d+))?|H(?:\((?<from>\d+)-(?<to>\d+)\))?(?:\/(?<share>\d+))?|(?<first>\d+)(?:-(?<last>\d+)(?:\/(?<step>\d+))?)?)$/;

function partProblem(part: string, { name, least, most, hashed = most }: Field): string | undefined {
  const found = form.exec(part)?.groups;
  if (found === undefined) return `"${part}" is no ${name}`;
  const { step, share, first, last, from = first, to = last } = found;
  const bad = [from, to].find(
    (number) => number !== undefined && (Number(number) < least || Number(number) > most),
  );
  if (bad !== undefined) return `${bad} is no ${name}: it goes from ${least} to ${most}`;
  if (from !== undefined && to !== undefined && Number(from) > Number(to))
    return `"${part}" goes backwards: ${from} is more than ${to}`;
  if (Number(step ?? share ?? 1) === 0) return `"${part}" has a step of 0`;
  if (share === undefined) return undefined;
  const values = Number(to ?? hashed) - Number(from ?? least) + 1;
  return Number(share) > values ? `"${part}" has a step of more than ${values}` : undefined;
}
