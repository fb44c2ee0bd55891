/**
 * Whether a path matches a pattern in Ant's style: `*` and `?` stay within a name, `**` stands for any number of
 * folders, a `/` at the end for everything below (`hudson.util` and Ant's `SelectorUtils.matchPath`).
 */
export function antMatches(pattern: string, path: string, caseSensitive: boolean): boolean {
  const flags = caseSensitive ? 's' : 'is';
  const whole = pattern.replaceAll('\\', '/');
  const names = (whole.endsWith('/') ? `${whole}**` : whole).split('/');
  return new RegExp(`^${expression(names)}$`, flags).test(path.replaceAll('\\', '/'));
}

function expression(names: readonly string[]): string {
  let text = '';
  for (const [index, name] of names.entries()) {
    const last = index === names.length - 1;
    if (name === '**') text += last ? '.*' : '(?:[^/]*/)*';
    else
      text +=
        ofName(name) +
        (last ? '' : names[index + 1] === '**' && index + 2 === names.length ? '(?:/|$)' : '/');
  }
  return text;
}

function ofName(name: string): string {
  return name
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
}
