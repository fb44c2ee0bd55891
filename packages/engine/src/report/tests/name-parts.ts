import type { TestName } from '../../events/event.ts';

/** `Space.Class.Method("a.b")` as a suite and a name; dots behind the parenthesis belong to arguments. */
export function nameParts(full: string, separator = '.'): TestName {
  const end = full.indexOf('(');
  const cut = full.lastIndexOf(separator, end < 0 ? full.length : end);
  return cut < 0
    ? { suite: '', name: full }
    : { suite: full.slice(0, cut), name: full.slice(cut + separator.length) };
}
