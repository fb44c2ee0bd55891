/** One word for a POSIX shell: whatever the value holds, the shell sees it as it is. */
export function quoteWord(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * An argv as one line for the command channel. A newline inside a value becomes the channel's `$nl`, since the
 * channel reads one request a line.
 */
export function quoteLine(argv: readonly string[]): string {
  return argv.map((word) => quoteWord(word).replaceAll('\n', `'"$nl"'`)).join(' ');
}
