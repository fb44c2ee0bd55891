import { fail } from '../core/fail.ts';

/** Fills `$1` and `${name}` of a replacement text; `\` takes the next character as it is. */
export function expandReplacement(replacement: string, match: RegExpExecArray): string {
  let text = '';
  for (let index = 0; index < replacement.length; index += 1) {
    const each = replacement[index] ?? '';
    if (each === '\\') {
      index += 1;
      if (index >= replacement.length) fail('IllegalArgumentException', 'character to be escaped is missing');
      text += replacement[index] ?? '';
    } else if (each !== '$') text += each;
    else {
      const reference = groupAt(replacement, index + 1, match);
      text += reference.value;
      index += reference.length;
    }
  }
  return text;
}

function groupAt(replacement: string, at: number, match: RegExpExecArray): { value: string; length: number } {
  const rest = replacement.slice(at);
  const name = /^\{([a-zA-Z][a-zA-Z0-9]*)\}/.exec(rest);
  if (name?.[1] !== undefined) {
    const groups = match.groups ?? {};
    if (!Object.hasOwn(groups, name[1])) fail('IllegalArgumentException', `No group with name {${name[1]}}`);
    return { value: groups[name[1]] ?? '', length: name[0].length };
  }
  const first = /^\d/.exec(rest)?.[0];
  if (first === undefined)
    return fail(
      'IllegalArgumentException',
      rest === '' ? 'Illegal group reference: group index is missing' : 'Illegal group reference',
    );
  if (Number(first) >= match.length) fail('IndexOutOfBoundsException', `No group ${first}`);
  let digits = first;
  while (/^\d$/.test(rest[digits.length] ?? '') && Number(digits + rest[digits.length]) < match.length)
    digits += rest[digits.length];
  return { value: match[Number(digits)] ?? '', length: digits.length };
}
