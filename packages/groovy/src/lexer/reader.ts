import { GroovySyntaxError } from '../errors.ts';
import type { Token } from './token.ts';

/** The state of reading one source text. */
export interface Reader {
  readonly source: string;
  readonly file: string;
  position: number;
  /** How deep strings are nested in strings through `${…}`. */
  depth: number;
  /** Reads the tokens of a `${…}` up to its closing brace, which is consumed. */
  readonly readEmbedded: (reader: Reader, open: number) => readonly Token[];
}

/** Throws the syntax error for a place in the text. */
export function failAt(
  reader: Reader,
  offset: number,
  problem: string,
  expected: readonly string[] = [],
): never {
  throw new GroovySyntaxError(problem, { source: reader.source, file: reader.file, offset }, expected);
}

/** Matches a sticky pattern at the current position without moving. */
export function look(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.position;
  return pattern.exec(reader.source)?.[0];
}

/** Whether the text goes on with `text`. */
export function at(reader: Reader, text: string): boolean {
  return reader.source.startsWith(text, reader.position);
}
