/** The words of an argument line, as a shell takes it apart: quotes and backslashes, and nothing else. */
export function wordsOf(line: string): string[] {
  const words: string[] = [];
  const pattern = /\s*((?:[^\s"'\\]|\\[^]|"(?:[^"\\]|\\[^])*"|'[^']*')+)/gy;
  for (const [, word = ''] of line.matchAll(pattern)) {
    const plain = word.replaceAll(
      /\\([^])|"((?:[^"\\]|\\[^])*)"|'([^']*)'/g,
      (_, escaped?: string, double?: string, single?: string) =>
        escaped ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? single ?? '',
    );
    words.push(plain);
  }
  return words;
}

/** A value as one word of a shell script. */
export function quoted(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/** Words as one line for a POSIX shell, which reads them back as they are. */
export function commandLine(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}
