/** A part of the tree, known by its shape: most have a `kind`, all have a place. */
export type Part = Readonly<Record<string, unknown>>;

/** The part that a chain goes on with: `a.b().c[0] + d` may be thousands of links long, deeper than the stack. */
const inner: ReadonlyMap<unknown, string> = new Map([
  ['binary', 'left'],
  ['call', 'receiver'],
  ['property', 'object'],
  ['index', 'object'],
]);

/**
 * Visits the parts of a part, in the order of the text, without a list of them: whole trees are walked. Of a chain of
 * calls and operators it visits what the links are made of, not the links.
 */
export function forEachChild(node: Part, visit: (child: Part) => void): void {
  const links: Part[] = [];
  let first = node;
  for (let next = innerOf(node); next !== undefined; next = innerOf(next)) {
    links.push(first);
    first = next;
  }
  if (first !== node && !inner.has(first['kind'])) visit(first);
  else forEachPart(first, undefined, visit);
  for (const link of links.toReversed()) forEachPart(link, inner.get(link['kind']), visit);
}

function innerOf(node: Part): Part | undefined {
  const key = inner.get(node['kind']);
  return key === undefined ? undefined : (node[key] as Part | undefined);
}

function forEachPart(node: Part, except: string | undefined, visit: (child: Part) => void): void {
  for (const key in node) {
    const value = node[key];
    if (key === except || typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) visit(value as Part);
    else
      for (const item of value as unknown[])
        if (typeof item === 'object' && item !== null) visit(item as Part);
  }
}
