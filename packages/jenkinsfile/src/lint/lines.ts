import type { Position } from '@pipeline-lab/groovy/syntax';

/** Gives the line and column of offsets, from 1, without looking through the source for each of them. */
export function linesOf(source: string): (offset: number) => Position {
  const starts = [
    0,
    ...Array.from(source.matchAll(/\r\n|\n|\r/g), ({ 0: end, index }) => index + end.length),
  ];
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
