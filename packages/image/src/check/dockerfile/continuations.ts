/** The same text on one line, every offset as it was: continued lines and the comments between them become blanks. */
export function withoutContinuations(text: string, escape: string): string {
  return text.replaceAll(new RegExp(continued(escape), 'g'), (blank) => ' '.repeat(blank.length));
}

/** Where a line ends that may be continued, without its line break. */
export function lineEnd(source: string, start: number, escape: string): number {
  const mark = markOf(escape);
  const line = new RegExp(String.raw`(?:[^${mark}\n]+|${continued(escape)}|${mark})*`, 'y');
  line.lastIndex = start;
  const end = start + (line.exec(source)?.[0].length ?? 0);
  return end > start && source[end - 1] === '\r' ? end - 1 : end;
}

function continued(escape: string): string {
  return String.raw`${markOf(escape)}[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\n)*`;
}

function markOf(escape: string): string {
  return escape === '`' ? '`' : String.raw`\\`;
}
