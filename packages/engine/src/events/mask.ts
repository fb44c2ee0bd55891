import { formsOf } from './secret-forms.ts';

export const blot = '****';

/** Blots out secrets. They may be added at any time, and stay secret to the end of the build. */
export interface Masker {
  /** False while there is nothing to blot out. */
  readonly active: boolean;
  /** Values from now on shown as `****`, in every usual encoding. Gives those too short to be blotted out. */
  add(secrets: readonly string[]): string[];
  mask(text: string): string;
  /** For text that comes in pieces: what may be the beginning of a secret is held back. */
  stream(): MaskStream;
}

export interface MaskStream {
  /** The part of the text so far that no later piece can change. */
  push(text: string): string;
  /** What was held back. */
  end(): string;
}

export function createMasker(secrets: readonly string[] = []): Masker {
  const forms = new Set<string>();
  let search: Search | undefined;
  const masker: Masker = {
    get active() {
      return forms.size > 0;
    },
    add(values) {
      const short: string[] = [];
      for (const value of values) {
        const found = formsOf(value);
        if (found.length === 0 && value.trim() !== '') short.push(value);
        for (const form of found) forms.add(form);
      }
      search = forms.size === 0 ? undefined : searchFor([...forms]);
      return short;
    },
    mask: (text) => (search === undefined ? text : search.blotted(text, text.length)),
    stream() {
      let held = '';
      return {
        push(text) {
          const all = held + text;
          const safe = search === undefined ? all.length : search.safeEnd(all);
          held = all.slice(safe);
          return search === undefined ? all : search.blotted(all, safe);
        },
        end() {
          const rest = masker.mask(held);
          held = '';
          return rest;
        },
      };
    },
  };
  masker.add(secrets);
  return masker;
}

/** Applies `mask` to every string inside an event, except those of the event's own vocabulary. */
export function maskEvent<Event extends { readonly type: string }>(
  event: Event,
  mask: (text: string) => string,
): Event {
  return maskValue(event, mask) as Event;
}

const ownWords = new Set(['type', 'result', 'kind', 'stream', 'code', 'seq', 'at']);

function maskValue(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, mask));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, ownWords.has(key) ? item : maskValue(item, mask)]),
  );
}

interface Search {
  /** The text up to `end` with every secret blotted out; two that overlap become one blot. */
  blotted(text: string, end: number): string;
  /** Where the part begins that may still turn out to be a secret. */
  safeEnd(text: string): number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function searchFor(forms: readonly string[]): Search {
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
    blotted(text, end) {
      let masked = '';
      let from = 0;
      for (const range of ranges(text)) {
        if (range.start >= end) break;
        masked += text.slice(from, range.start) + blot;
        from = range.end;
      }
      return masked + text.slice(from, Math.max(from, end));
    },
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
