/**
 * Whether a path matches a pattern in Ant's style: `*` and `?` stay within a name, `**` stands for any number of
 * folders, a `/` at the end for everything below (`hudson.util` and Ant's `SelectorUtils.matchPath`). Takes time in
 * proportion to the length of the pattern times that of the path, whatever they are.
 */
export function antMatches(pattern: string, path: string, caseSensitive: boolean): boolean {
  const whole = namesIn(pattern, caseSensitive);
  const wanted = whole.at(-1) === '' && whole.length > 1 ? [...whole.slice(0, -1), '**'] : whole;
  const names = namesIn(path, caseSensitive);
  // At each step: whether the pattern so far matches the first 0, 1, 2… names of the path.
  let fits = [true, ...names.map(() => false)];
  for (const one of wanted) fits = one === '**' ? fromFirst(fits) : withName(fits, one, names);
  return fits[names.length] === true;
}

function namesIn(text: string, caseSensitive: boolean): string[] {
  return (caseSensitive ? text : text.toLowerCase()).replaceAll('\\', '/').split('/');
}

/** What fits with a `**` at the end: all from the first fit on. */
function fromFirst(fits: readonly boolean[]): boolean[] {
  const first = fits.indexOf(true);
  return fits.map((_, index) => first >= 0 && index >= first);
}

function withName(fits: readonly boolean[], pattern: string, names: readonly string[]): boolean[] {
  return [false, ...names.map((name, index) => fits[index] === true && nameMatches(pattern, name))];
}

/** A star first stands for nothing; where that leads nowhere, the last star takes one more character. */
function nameMatches(pattern: string, name: string): boolean {
  let [at, here] = [0, 0];
  let star: { readonly next: number; here: number } | undefined;
  while (here < name.length) {
    if (pattern[at] === '*') {
      at += 1;
      star = { next: at, here };
    } else if (pattern[at] === '?' || (at < pattern.length && pattern[at] === name[here])) {
      at += 1;
      here += 1;
    } else if (star === undefined) {
      return false;
    } else {
      star.here += 1;
      at = star.next;
      here = star.here;
    }
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
