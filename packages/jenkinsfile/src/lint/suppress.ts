import { commentsOf, lineAndColumn, type Position, type Span } from '@pipeline-lab/groovy/syntax';

/** A comment `// plab-ignore rule-id`, several ids with commas. */
export interface Suppression {
  readonly at: Span;
  /** The line that it counts for, from 1: its own, or the next one when it is alone on its line. */
  readonly line: number;
  /** None stands for all rules. */
  readonly ids: readonly string[];
}

export function suppressionsIn(source: string): Suppression[] {
  if (!source.includes('plab-ignore')) return [];
  const lineOf = (offset: number): Position => lineAndColumn(source, offset);
  return commentsOf(source).flatMap((at) => {
    const ids = idsIn(source.slice(at.start, at.end));
    if (ids === undefined) return [];
    const { line, column } = lineOf(at.start);
    const before = source.slice(at.start - column + 1, at.start);
    const isAlone = before.trim() === '' && /^[ \t\f]*(?:[\r\n]|$)/.test(source.slice(at.end, at.end + 200));
    return [{ at, line: isAlone ? lineOf(at.end).line + 1 : line, ids }];
  });
}

/** Whether a rule is to be silent on a line (from 1). */
export function silencer(suppressions: readonly Suppression[]): (rule: string, line: number) => boolean {
  const byLine = Map.groupBy(suppressions, ({ line }) => line);
  return (rule, line) => byLine.get(line)?.some(({ ids }) => ids.length === 0 || ids.includes(rule)) === true;
}

/** Text after ` -- ` or `:` says why. */
function idsIn(comment: string): string[] | undefined {
  const inside = comment.startsWith('/*') ? comment.slice(2, -2) : comment.slice(2);
  const [, text] = /^\s*plab-ignore(?![\w-])([\s\S]*)/.exec(inside) ?? [];
  const [named = ''] = text?.split(/(?:^|\s)--|:/) ?? [];
  return text === undefined ? undefined : named.split(/[\s,]+/).filter((id) => id !== '');
}
