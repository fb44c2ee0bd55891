import { formsOf } from './secret-forms.ts';
import { type Search, searchFor } from './secret-search.ts';

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
