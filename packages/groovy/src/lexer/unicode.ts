/** A source text with `\uXXXX` replaced, as Groovy does before it looks at anything else. */
export interface UnescapedText {
  readonly text: string;
  /** The offset in the source of an offset in `text`; undefined when they are the same. */
  readonly offsetOf: ((position: number) => number) | undefined;
  /** Where a `\u` without four hexadecimal digits stands in the source; the text goes on as if it were none. */
  readonly invalid: readonly number[];
}

const escape = /\\(?:u+([0-9a-fA-F]{4})|u+|[^u])/g;

export function unescapeUnicode(source: string): UnescapedText {
  if (!source.includes(String.raw`\u`)) return { text: source, offsetOf: undefined, invalid: [] };
  const invalid: number[] = [];
  const shifts: { position: number; shift: number }[] = [];
  let removed = 0;
  const text = source.replaceAll(escape, (match, digits: string | undefined, offset: number) => {
    if (digits === undefined) {
      if (match.startsWith('\\u')) invalid.push(offset);
      return match;
    }
    removed += match.length - 1;
    shifts.push({ position: offset + match.length - removed, shift: removed });
    return String.fromCharCode(Number.parseInt(digits, 16));
  });
  return { text, offsetOf: (position) => position + shiftAt(shifts, position), invalid };
}

function shiftAt(shifts: readonly { position: number; shift: number }[], position: number): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shifts[middle]?.position ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return shifts[low - 1]?.shift ?? 0;
}
