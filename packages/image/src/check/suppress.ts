import type { Dockerfile, Span } from './dockerfile/model.ts';

/**
 * Whether a rule is to be silent at a place: `# hadolint ignore=DL3008,DL3009` in the comments right above an
 * instruction counts for it, `# hadolint global ignore=…` anywhere for the file. https://github.com/hadolint/hadolint#ignoring-rules
 */
export function silencer({ instructions, comments }: Dockerfile): (rule: string, at: Span) => boolean {
  const global = new Set<string>();
  const byLine = new Map<number, readonly string[]>();
  for (const { line, text } of comments) {
    const [, isGlobal, ids = ''] =
      /^\s*hadolint\s+(global\s+)?ignore\s*=\s*([\w-]+(?:\s*,\s*[\w-]+)*)/.exec(text) ?? [];
    const named = ids.split(/\s*,\s*/);
    if (isGlobal === undefined) byLine.set(line, named);
    else for (const id of named) global.add(id);
  }
  return (rule, at) => {
    if (global.has(rule)) return true;
    const around = instructions.find(({ start, end }) => start <= at.start && at.start < end);
    for (let line = (around?.line ?? 0) - 1; byLine.has(line); line -= 1)
      if (byLine.get(line)?.includes(rule)) return true;
    return false;
  };
}
