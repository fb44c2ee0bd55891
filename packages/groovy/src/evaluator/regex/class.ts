import { literal, takeCharacterEscape, takeClassEscape } from './escapes.ts';
import type { PatternSource } from './source.ts';

/** Translates a character class; the source stands behind its `[`. Gives a class for the flag `v`. */
export function translateClass(source: PatternSource): string {
  const start = source.at - 1;
  const negated = source.take('^');
  const operands = [''];
  let first = true;
  for (;;) {
    if (source.done) source.fail('Unclosed character class', source.text.length - 1);
    if (!first && source.take(']')) break;
    if (source.take('&&')) operands.push('');
    else operands[operands.length - 1] += item(source);
    first = false;
  }
  const sets = operands.filter((operand) => operand !== '').map((operand) => `[${operand}]`);
  if (sets.length === 0) source.fail('Unclosed character class', start);
  return `[${negated ? '^' : ''}${sets.length === 1 ? sets[0]?.slice(1, -1) : sets.join('&&')}]`;
}

function item(source: PatternSource): string {
  if (source.take('[')) return translateClass(source);
  if (source.take('\\Q')) return Array.from(source.match(/([^]*?)(?:\\E|$)/y)?.[1] ?? '', literal).join('');
  if (source.peek() === '\\') {
    source.next();
    const set = takeClassEscape(source);
    if (set !== undefined) return `[${set.negated ? '^' : ''}${set.inside}]`;
    return range(source, takeCharacterEscape(source));
  }
  return range(source, source.next());
}

/** `a` or `a-z`. */
function range(source: PatternSource, from: string): string {
  const ahead = source.peek(1);
  if (source.peek() !== '-' || ahead === ']' || ahead === '[' || ahead === '') return literal(from);
  source.next();
  const to = source.take('\\') ? takeCharacterEscape(source) : source.next();
  if ((to.codePointAt(0) ?? 0) < (from.codePointAt(0) ?? 0)) source.fail('Illegal character range');
  return `${literal(from)}-${literal(to)}`;
}
