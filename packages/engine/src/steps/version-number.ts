/** Words in the order in which they come before a release; what is unknown comes behind it. */
const words = ['snapshot', 'alpha', 'beta', 'milestone', 'rc', '', 'ga', 'sp'];

/** Compares versions as Jenkins' `VersionNumber` does, which has it of Maven: -1, 0 or 1. */
export function compareVersionNumbers(one: string, other: string): number {
  const [left, right] = [partsOf(one), partsOf(other)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const order = comparePart(left[index] ?? '', right[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers and words, also where no separator is between them. */
function partsOf(version: string): string[] {
  return version.toLowerCase().match(/\d+|[a-z]+/g) ?? [];
}

function comparePart(one: string, other: string): number {
  const [left, right] = [rank(one), rank(other)];
  if (left.kind !== right.kind) return Math.sign(left.kind - right.kind);
  return (
    Math.sign(left.value - right.value) || (left.text < right.text ? -1 : left.text > right.text ? 1 : 0)
  );
}

interface Rank {
  /** Words before a release, the release itself (an end, or a zero), other words, numbers. */
  readonly kind: number;
  readonly value: number;
  readonly text: string;
}

function rank(part: string): Rank {
  const known = words.indexOf(part);
  const release = words.indexOf('');
  if (/^0*$/.test(part) || part === 'ga') return { kind: 1, value: 0, text: '' };
  if (/^\d+$/.test(part)) return { kind: 3, value: Number(part), text: '' };
  if (known >= 0 && known < release) return { kind: 0, value: known, text: '' };
  return { kind: 2, value: known, text: known >= 0 ? '' : part };
}
