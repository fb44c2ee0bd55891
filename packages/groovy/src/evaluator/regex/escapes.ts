import type { PatternSource } from './source.ts';

/** Java's classes that stand outside and inside of `[…]`; each as the inside of an ECMAScript class. */
const shorthand: Readonly<Record<string, string>> = {
  d: '0-9',
  w: 'a-zA-Z_0-9',
  s: '\\t\\n\\x0B\\f\\r\\x20',
  h: '\\x20\\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
  v: '\\n\\x0B\\f\\r\\x85\\u2028\\u2029',
};

/** https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html, POSIX and java.lang.Character classes. */
const named: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '\\x21-\\x2F\\x3A-\\x40\\x5B-\\x60\\x7B-\\x7E',
  Graph: '\\x21-\\x7E',
  Print: '\\x20-\\x7E',
  Blank: '\\x20\\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: '\\t\\n\\x0B\\f\\r\\x20',
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}',
  javaWhitespace: '\\t\\n\\x0B\\f\\r\\x1C-\\x20\\p{Zs}\\p{Zl}\\p{Zp}',
  javaLetter: '\\p{L}',
  javaDigit: '\\p{Nd}',
  javaLetterOrDigit: '\\p{L}\\p{Nd}',
  IsAlphabetic: '\\p{Alphabetic}',
  IsLetter: '\\p{L}',
  IsDigit: '\\p{Nd}',
  IsLowercase: '\\p{Lowercase}',
  IsUppercase: '\\p{Uppercase}',
  IsPunctuation: '\\p{P}',
  IsWhite_Space: '\\p{White_Space}',
};

const controls: Readonly<Record<string, string>> = {
  t: '\t',
  n: '\n',
  r: '\r',
  f: '\f',
  a: '\u0007',
  e: '\u001b',
};

/** A class after a backslash, as the inside of `[…]` and whether it is negated; undefined when there is none. */
export function takeClassEscape(source: PatternSource): { inside: string; negated: boolean } | undefined {
  const letter = source.peek();
  if (letter === 'p' || letter === 'P') {
    source.next();
    return property(source, letter === 'P');
  }
  const inside = Object.hasOwn(shorthand, letter.toLowerCase()) ? shorthand[letter.toLowerCase()] : undefined;
  if (inside === undefined) return undefined;
  source.next();
  return { inside, negated: letter !== letter.toLowerCase() };
}

function property(source: PatternSource, negated: boolean): { inside: string; negated: boolean } {
  const name = source.take('{')
    ? (source.match(/([^}]*)\}/y)?.[1] ?? source.fail('Unclosed character family'))
    : source.next();
  const inside = Object.hasOwn(named, name) ? named[name] : undefined;
  if (inside !== undefined) return { inside, negated };
  for (const candidate of [
    name,
    name.replace(/^Is/, ''),
    `Script=${name.replace(/^Is|^script=|^sc=/i, '')}`,
  ]) {
    try {
      RegExp(`\\p{${candidate}}`, 'v');
      return { inside: `\\p{${candidate}}`, negated };
    } catch {
      // The next spelling may be one that ECMAScript knows.
    }
  }
  return source.fail(`Unknown character property name {${name}}`);
}

/** The character that an escape after a backslash stands for. */
export function takeCharacterEscape(source: PatternSource): string {
  const start = source.at;
  const letter = source.next();
  if (Object.hasOwn(controls, letter)) return controls[letter] ?? '';
  if (letter === 'c') return String.fromCharCode(source.next().charCodeAt(0) ^ 64);
  if (letter === '0') {
    const octal = source.match(/[0-3]?[0-7]{1,2}/y) ?? source.fail('Illegal octal escape sequence');
    return String.fromCharCode(Number.parseInt(octal[0], 8));
  }
  if (letter === 'x') {
    const hex =
      source.match(/([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\}/y) ??
      source.fail('Illegal hexadecimal escape sequence');
    return String.fromCodePoint(Number.parseInt(hex[1] ?? hex[2] ?? '0', 16));
  }
  if (letter === 'u') {
    const hex = source.match(/[0-9a-fA-F]{4}/y) ?? source.fail('Illegal Unicode escape sequence');
    return String.fromCharCode(Number.parseInt(hex[0], 16));
  }
  if (letter === '') source.fail('Unexpected internal error', start);
  if (/[a-zA-Z]/.test(letter)) source.fail('Illegal/unsupported escape sequence', start);
  return letter;
}

/** A character as a literal of an ECMAScript expression with the flag `v`, inside and outside of `[…]`. */
export function literal(character: string): string {
  if (/^[\w\s]$/.test(character) || character.length > 1) return character;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
