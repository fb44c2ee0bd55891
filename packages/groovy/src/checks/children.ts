/** A part of the tree, known by its shape: most have a `kind`, all have a place. */
export type Part = Readonly<Record<string, unknown>>;

/** Visits the parts of a part, in the order of the text, without a list of them: whole trees are walked. */
export function forEachChild(node: Part, visit: (child: Part) => void): void {
  for (const key in node) {
    const value = node[key];
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) visit(value as Part);
    else
      for (const item of value as unknown[])
        if (typeof item === 'object' && item !== null) visit(item as Part);
  }
}
