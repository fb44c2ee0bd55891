/** The format of `java.util.Properties`. */
export function parseProperties(text: string): [string, string][] {
  const lines = text
    .replaceAll('\r\n', '\n')
    .replaceAll(/(?<=(?:^|[^\\])(?:\\\\)*)\\\n[ \t\f]*/g, '')
    .split('\n');
  return lines.flatMap((line): [string, string][] => {
    const content = line.trimStart();
    if (content === '' || content.startsWith('#') || content.startsWith('!')) return [];
    const [, key = '', value = ''] = /^((?:\\.|[^\\=:\s])*)\s*[=:]?\s*(.*)$/.exec(content) ?? [];
    return [[unescaped(key), unescaped(value)]];
  });
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, hex: string | undefined, char: string) =>
    hex === undefined ? (escapes[char] ?? char) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
