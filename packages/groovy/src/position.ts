export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** The line and column of an offset; an offset beyond the end is the end. Lines end with LF, CRLF or CR. */
export function lineAndColumn(source: string, offset: number): Position {
  const before = source.slice(0, Math.max(0, offset));
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

const widest = 120;

/** The source line of `offset` with its number, and a line below with a caret under the place. */
export function codeFrame(source: string, offset: number): string {
  const { line, column } = lineAndColumn(source, offset);
  const text = source.split(/\r\n|\n|\r/)[line - 1] ?? '';
  const from = Math.max(0, column - widest);
  const shown = text.slice(from, from + widest + 40);
  const gutter = `${line} | `;
  // Tabs are kept so that the caret stands right whatever width the terminal gives them.
  const indent = shown.slice(0, column - 1 - from).replaceAll(/[^\t]/g, ' ');
  return `${gutter}${shown}\n${' '.repeat(gutter.length - 2)}| ${indent}^`;
}
