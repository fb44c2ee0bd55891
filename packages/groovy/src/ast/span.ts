/** Where a node stands in its source: offsets in UTF-16 units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A node while it is being made: what is optional is added to it where it is there. */
export type Draft<T> = { -readonly [Key in keyof T]: T[Key] };
