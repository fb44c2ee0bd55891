/**
 * Reads the comments `// plab-ignore rule-id`, several ids with commas; without an id they stand for all rules. One
 * counts for its own line, and alone on a line for the next line. Gives whether a rule is to be silent on a line
 * (from 1).
 */
export function suppressions(source: string): (rule: string, line: number) => boolean {
  if (!source.includes('plab-ignore')) return () => false;
  const silent = new Map<number, readonly string[]>();
  const lines = source.split(/\r\n|\n|\r/);
  for (const [index, text] of lines.entries()) {
    const match = /(?<before>.*?)(?:\/\/|\/\*)\s*plab-ignore(?<ids>[^*]*)/.exec(text);
    if (match?.groups === undefined) continue;
    const { before = '', ids = '' } = match.groups;
    const line = before.trim() === '' ? index + 2 : index + 1;
    silent.set(line, [...(silent.get(line) ?? []), ...idsIn(ids)]);
  }
  return (rule, line) => silent.get(line)?.some((id) => id === rule || id === '*') === true;
}

/** Text after ` -- ` or `:` says why. */
function idsIn(text: string): string[] {
  const [named = ''] = text.split(/\s--|:/);
  const ids = named.split(/[\s,]+/).filter((id) => /^[a-z-]+$/.test(id));
  return ids.length === 0 ? ['*'] : ids;
}
