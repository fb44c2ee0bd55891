/** One line of a table: what was measured, what it is held against, and the limit that it has to keep. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** Of a peer or of the machine itself, in the same run. */
  readonly against?: string;
  readonly ratio?: string;
  readonly limit?: Limit;
}

export interface Limit {
  readonly text: string;
  readonly kept: boolean;
}

/** One run of `bench/deployments.ts`. */
export interface Benchmark {
  /** What the command line calls it. */
  readonly name: string;
  readonly title: string;
  /** How it is measured, for the page. */
  readonly how: string;
  /** `count`: how often, where it is something that is done over and over. */
  readonly run: (count: number | undefined) => Promise<Figure[]>;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

export function times(ratio: number): string {
  return ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2);
}

/** The value below which a share of them lies; NaN when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
