import type { Known } from './facts.ts';

/** Undefined for a pattern that only Java understands. */
export function matches(text: string, pattern: string): boolean | undefined {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return undefined;
  }
}

/** The value of a method of a text without arguments; undefined for one that is not known. */
export function ofText(text: string, method: string): Known | undefined {
  switch (method) {
    case 'toBoolean':
      return ['true', 'y', '1'].includes(text.trim().toLowerCase());
    case 'toString':
      return text;
    case 'trim':
      return text.trim();
    case 'toLowerCase':
      return text.toLowerCase();
    case 'toUpperCase':
      return text.toUpperCase();
    case 'isEmpty':
      return text === '';
    default:
      return undefined;
  }
}

/** The value of a method of a text with one. */
export function ofTexts(text: string, other: string, method: string): Known | undefined {
  switch (method) {
    case 'contains':
      return text.includes(other);
    case 'startsWith':
      return text.startsWith(other);
    case 'endsWith':
      return text.endsWith(other);
    case 'equals':
      return text === other;
    case 'equalsIgnoreCase':
      return text.toLowerCase() === other.toLowerCase();
    case 'matches':
      return matches(text, `^(?:${other})$`);
    default:
      return undefined;
  }
}
