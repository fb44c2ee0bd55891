/** The known word closest to a mistyped one, if any is close: at most a third of its letters wrong or swapped. */
export function nearestName(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  const lower = word.toLowerCase();
  const letters = lettersIn(lower);
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const other = candidate.toLowerCase();
    // Each letter that the other word does not have costs a change.
    if (bits(letters & ~lettersIn(other)) >= least) continue;
    const distance = editDistance(lower, other, least);
    if (distance >= least) continue;
    best = candidate;
    least = distance;
  }
  return best;
}

function lettersIn(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index += 1) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** The known word with the fewest differences, however many those are; the first of several. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = editDistance(word, candidate);
    if (distance >= least) continue;
    best = candidate;
    least = distance;
  }
  return best;
}

/**
 * Damerau-Levenshtein, restricted: insertions, deletions, replacements and swaps of neighbours count one each. May stop
 * with any number from `limit` on when the distance is not below it.
 */
function editDistance(one: string, other: string, limit: number = Number.POSITIVE_INFINITY): number {
  const width = other.length + 1;
  let beforeLast = new Uint16Array(width);
  let last = Uint16Array.from({ length: width }, (_, column) => column);
  let current = new Uint16Array(width);
  for (let row = 1; row <= one.length; row += 1) {
    const letter = one.charCodeAt(row - 1);
    const before = one.charCodeAt(row - 2);
    let least = row;
    current[0] = row;
    for (let column = 1; column < width; column += 1) {
      const same = letter === other.charCodeAt(column - 1);
      let cost = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const swapped = letter === other.charCodeAt(column - 2) && before === other.charCodeAt(column - 1);
      if (swapped) cost = Math.min(cost, at(beforeLast, column - 2) + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least >= limit) return least;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return at(last, width - 1);
}

function at(row: Uint16Array, column: number): number {
  return row[column] ?? 0;
}
