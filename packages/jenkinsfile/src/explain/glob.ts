/**
 * A glob of Ant as a regular expression for the whole text: `?` and `*` stay within a folder, `**` does not, and a
 * pattern that ends with a slash has `**` after it.
 * https://ant.apache.org/manual/dirtasks.html#patterns
 */
export function antGlob(glob: string, caseSensitive: boolean): RegExp {
  const pattern = glob.endsWith('/') ? `${glob}**` : glob;
  const parts = pattern.split('/');
  const source = parts.map((part, index) => partPattern(part, index === parts.length - 1)).join('');
  return new RegExp(`^${source}$`, caseSensitive ? 'su' : 'isu');
}

function partPattern(part: string, last: boolean): string {
  if (part === '**') return last ? '.*' : '(?:[^/]+/)*';
  const text = part
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return last ? text : `${text}/`;
}
