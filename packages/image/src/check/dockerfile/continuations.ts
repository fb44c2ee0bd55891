/** The same text on one line, every offset as it was: continued lines and the comments between them become blanks. */
export function withoutContinuations(text: string, escape: string): string {
  const mark = escape === '`' ? '`' : String.raw`\\`;
  const continued = new RegExp(String.raw`${mark}[ \t]*\r?\n(?:[ \t]*(?:#[^\n]*)?\n)*`, 'g');
  return text.replaceAll(continued, (blank) => ' '.repeat(blank.length));
}
