/** A part of the tree, known by its shape: most have a `kind`, all have a place. */
export type Part = Readonly<Record<string, unknown>>;

/** The parts of a part, in the order of the text. */
export function childrenOf(node: Part): Part[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isPart) : isPart(value) ? [value] : [],
  );
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
