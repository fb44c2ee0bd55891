/** Words as one line for a POSIX shell, which reads them back as they are. */
export function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
}
