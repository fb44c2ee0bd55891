import type { CallNode } from '@pipeline-lab/groovy/syntax';
import { namedArgument, report, type Reader } from './reader.ts';

/** Checks that the pattern of `changelog` is a regular expression. */
export function checkChangelog(reader: Reader, call: CallNode): void {
  const pattern = namedArgument(call, 'pattern') ?? call.positional[0];
  if (pattern === undefined) return report(reader, call, 'changelog-missing-pattern');
  if (pattern.kind !== 'literal' || typeof pattern.value !== 'string') return;
  if (hasStrayBrace(pattern.value))
    return report(reader, pattern, 'changelog-bad-pattern', [pattern.value, 'Illegal repetition']);
  try {
    RegExp(javaPattern(pattern.value), 'v');
  } catch {
    try {
      RegExp(javaPattern(pattern.value));
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      report(reader, pattern, 'changelog-bad-pattern', [pattern.value, reason]);
    }
  }
}

/** ECMAScript takes a `{` that begins no repetition as it is, Java does not. */
function hasStrayBrace(pattern: string): boolean {
  const plain = pattern.replaceAll(/\\[pPxN]\{\w+\}|\\Q[^]*?(?:\\E|$)|\\[^]|\[(?:\\[^]|[^\]\\])*\]/g, 'x');
  return /\{(?!\d+(?:,\d*)?\})|(?:^|[(|])\{/.test(plain);
}

/** What Java writes otherwise than ECMAScript, as far as it makes a pattern wrong: flags, possessive quantifiers. */
function javaPattern(pattern: string): string {
  return pattern
    .replace(/^\(\?[a-zA-Z]+\)/, '')
    .replaceAll(/(?<=[*+?}])\+/g, '')
    .replaceAll(String.raw`\Q`, '')
    .replaceAll(String.raw`\E`, '');
}
