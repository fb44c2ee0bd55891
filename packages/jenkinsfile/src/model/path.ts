/**
 * The path of a stage inside of another one, or at the top without one: the names from the outermost stage on, joined by
 * ` / `. A slash that stands alone in a name gets a backslash before it, so that no two places have the same path.
 */
export function stagePath(around: string | undefined, name: string): string {
  const own = name.replaceAll(/(?<![^\s])\\*\/(?!\S)/g, String.raw`\$&`);
  return around === undefined ? own : `${around} / ${own}`;
}
