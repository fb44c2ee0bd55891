import { intAt, textAt } from '../core/arguments.ts';
import { flagBits, Pattern, patternOf, quote } from '../regex/pattern.ts';
import { define } from './define.ts';

/** java.util.regex.Pattern and Matcher, and the names of charsets. */
export function defineRegex(): void {
  define('Pattern', {
    statics: {
      'compile 1': (_, args) => patternOf(textAt(args, 0)),
      'compile 2': (_, args) => new Pattern(textAt(args, 0), intAt(args, 1)),
      'quote 1': (_, args) => quote(textAt(args, 0)),
      'matches 2': (_, args) => patternOf(textAt(args, 0)).matchAll(textAt(args, 1)) !== undefined,
    },
    constants: {
      CASE_INSENSITIVE: () => flagBits.i,
      COMMENTS: () => flagBits.x,
      MULTILINE: () => flagBits.m,
      LITERAL: () => flagBits.LITERAL,
      DOTALL: () => flagBits.s,
      UNICODE_CASE: () => flagBits.u,
      UNIX_LINES: () => flagBits.d,
      UNICODE_CHARACTER_CLASS: () => flagBits.U,
    },
  });
  define('StandardCharsets', {
    constants: {
      UTF_8: () => 'UTF-8',
      US_ASCII: () => 'US-ASCII',
      ISO_8859_1: () => 'ISO-8859-1',
      UTF_16LE: () => 'UTF-16LE',
    },
  });
  define('Matcher', {
    statics: { 'quoteReplacement 1': (_, args) => textAt(args, 0).replaceAll(/[\\$]/g, String.raw`\$&`) },
  });
}
