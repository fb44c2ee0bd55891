import type { Lines } from './resource.ts';

/** A line of a diff: what goes, what comes, and what stays between them. */
export interface DiffLine {
  readonly mark: '-' | '+' | ' ';
  readonly text: string;
}

/** The shortest way from one text to another, by their longest common subsequence. Pure. */
export function diffLines(before: Lines, after: Lines): DiffLine[] {
  const lengths = commonLengths(before, after);
  const lines: DiffLine[] = [];
  let [b, a] = [0, 0];
  while (b < before.length || a < after.length) {
    const [old, fresh] = [before[b], after[a]];
    if (old !== undefined && old === fresh) {
      lines.push({ mark: ' ', text: old });
      b += 1;
      a += 1;
    } else if (old !== undefined && (lengths[b + 1]?.[a] ?? 0) >= (lengths[b]?.[a + 1] ?? -1)) {
      lines.push({ mark: '-', text: old });
      b += 1;
    } else {
      lines.push({ mark: '+', text: fresh ?? '' });
      a += 1;
    }
  }
  return lines;
}

/** `[b][a]`: how much the rests of the two texts from there have in common; a rest that is over has no entry beyond. */
function commonLengths(before: Lines, after: Lines): number[][] {
  const zeros = (): number[] => Array.from({ length: after.length + 1 }, () => 0);
  const lengths = Array.from({ length: before.length + 1 }, zeros);
  for (let b = before.length - 1; b >= 0; b -= 1) {
    for (let a = after.length - 1; a >= 0; a -= 1) {
      const [here, below] = [lengths[b], lengths[b + 1]];
      if (here === undefined || below === undefined) continue;
      here[a] = before[b] === after[a] ? (below[a + 1] ?? 0) + 1 : Math.max(below[a] ?? 0, here[a + 1] ?? 0);
    }
  }
  return lengths;
}
