import { type Bare, escapeSequence, hasEscapes, openEscape, withoutEscapes } from './escapes.ts';

const blot = '****';

/** Finds secrets in a text, also where a program put colours in between. */
export interface Search {
  /** The text up to `end` with every secret blotted out; two that overlap become one blot. */
  blotted(text: string, end: number): string;
  /** Where the part begins that may still turn out to be a secret. */
  safeEnd(text: string): number;
}

/** So much (characters) beyond the secrets themselves is held back at most: no output can fill the memory. */
const longestHeld = 65_536;

/** A search for forms of secrets as they stand. */
export function searchFor(forms: readonly string[]): Search {
  const plain = plainSearch(forms);
  const most = longestHeld + 2 * Math.max(...forms.map(({ length }) => length));
  const rangesIn = (text: string): Range[] =>
    hasEscapes(text)
      ? joined([...plain.ranges(text), ...inBare(plain, withoutEscapes(text))])
      : plain.ranges(text);
  return {
    blotted(text, end) {
      let masked = '';
      let from = 0;
      for (const { start, end: stop } of rangesIn(text)) {
        if (start >= end) break;
        masked += text.slice(from, start) + blot + sequencesIn(text.slice(start, stop));
        from = stop;
      }
      return masked + text.slice(from, Math.max(from, end));
    },
    safeEnd(text) {
      const safe = plain.safeEnd(text);
      if (!hasEscapes(text)) return safe;
      const open = openEscape(text);
      const bare = withoutEscapes(text.slice(0, open));
      const least = Math.min(safe, bare.offsets[plain.safeEnd(bare.text)] ?? open);
      // A secret that reaches over that point is kept whole.
      const held = rangesIn(text).find(({ start, end }) => start < least && end > least)?.start ?? least;
      return text.length - held > most ? text.length : held;
    },
  };
}

/** Colours inside of a secret stay behind its blot: the terminal goes on as the program meant it. */
function sequencesIn(text: string): string {
  return hasEscapes(text) ? (text.match(escapeSequence) ?? []).join('') : '';
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function inBare(plain: PlainSearch, { text, offsets }: Bare): Range[] {
  return plain.ranges(text).map(({ start, end }) => ({
    start: offsets[start] ?? 0,
    end: (offsets[end - 1] ?? 0) + 1,
  }));
}

/** Ranges in order, those that overlap as one. */
function joined(ranges: readonly Range[]): Range[] {
  const all: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else all.push({ start, end });
  }
  return all;
}

interface PlainSearch {
  readonly ranges: (text: string) => Range[];
  readonly safeEnd: (text: string) => number;
}

function plainSearch(forms: readonly string[]): PlainSearch {
  const sorted = forms.toSorted((one, other) => other.length - one.length);
  const longest = sorted[0]?.length ?? 0;
  // Longer forms first: a regular expression takes the first alternative that fits.
  const pattern = new RegExp(sorted.map((form) => RegExp.escape(form)).join('|'), 'g');
  const byFirst = Map.groupBy(forms, (form) => form.charCodeAt(0));
  const ranges = (text: string): Range[] => {
    const found: { start: number; end: number }[] = [];
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const end = match.index + match[0].length;
      const last = found.at(-1);
      if (last !== undefined && match.index < last.end) last.end = Math.max(last.end, end);
      else found.push({ start: match.index, end });
      // From the next character on: another secret may begin inside this one and end behind it.
      pattern.lastIndex = match.index + 1;
    }
    return found;
  };
  return {
    ranges,
    safeEnd(text) {
      let open = text.length;
      for (let start = Math.max(0, text.length - longest + 1); start < text.length; start += 1) {
        const candidates = byFirst.get(text.charCodeAt(start));
        if (candidates === undefined) continue;
        const rest = text.slice(start);
        if (!candidates.some((form) => form.length > rest.length && form.startsWith(rest))) continue;
        open = start;
        break;
      }
      // A secret found before that point and reaching over it is kept whole.
      const over = ranges(text).find((range) => range.start < open && range.end > open);
      return over?.start ?? open;
    },
  };
}
