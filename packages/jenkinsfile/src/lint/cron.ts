/** What is wrong with the text of a `cron` trigger, as Jenkins' crontab grammar has it; undefined when nothing is. */
export function cronProblem(spec: string): string | undefined {
  const lines = spec.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#') && !/^TZ\s*=/.test(line))
    .map(lineProblem)
    .find((problem) => problem !== undefined);
}

const aliases = ['yearly', 'annually', 'monthly', 'weekly', 'daily', 'midnight', 'hourly'];

const fields = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12 },
  { name: 'day of the week', least: 0, most: 7 },
] as const;

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

function fieldProblem(text: string, { name, least, most }: (typeof fields)[number]): string | undefined {
  for (const part of text.split(',')) {
    const match = /^(?:\*|H(?:\((\d+)-(\d+)\))?|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (match === null) return `"${part}" is no ${name}`;
    const [, ...numbers] = match;
    const step = numbers.pop();
    const bad = numbers.find(
      (number) => number !== undefined && (Number(number) < least || Number(number) > most),
    );
    if (bad !== undefined) return `${bad} is no ${name}: it goes from ${least} to ${most}`;
    if (step !== undefined && Number(step) === 0) return `"${part}" has a step of 0`;
  }
  return undefined;
}
