export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** The text that was looked at last, with the offsets at which its lines start: one text gives many places. */
let known: { readonly source: string; readonly starts: readonly number[] } = { source: '', starts: [0] };

function startsOf(source: string): readonly number[] {
  if (known.source !== source) {
    const ends = source.matchAll(/\r\n|\n|\r/g);
    known = { source, starts: [0, ...Array.from(ends, ({ 0: end, index }) => index + end.length)] };
  }
  return known.starts;
}

/** The line and column of an offset; an offset beyond the end is the end. Lines end with LF, CRLF or CR. */
export function lineAndColumn(source: string, offset: number): Position {
  const starts = startsOf(source);
  const at = Math.min(Math.max(0, offset), source.length);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
}

const widest = 120;

/** The source line of `offset` with its number, and a line below with a caret under the place. */
export function codeFrame(source: string, offset: number): string {
  const { line, column } = lineAndColumn(source, offset);
  const start = startsOf(source)[line - 1] ?? 0;
  const from = Math.max(0, column - widest);
  const [text = ''] = source.slice(start + from, start + from + widest + 40).split(/[\r\n]/, 1);
  // What a terminal would obey or show in another order, but for tabs.
  const shown = text.replaceAll(/[^\P{Cc}\t]|[\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
  const gutter = `${line} | `;
  // Tabs are kept so that the caret stands right whatever width the terminal gives them.
  const indent = shown.slice(0, column - 1 - from).replaceAll(/[^\t]/g, ' ');
  return `${gutter}${shown}\n${' '.repeat(gutter.length - 2)}| ${indent}^`;
}
