const collected = new WeakMap<object, ReadonlySet<string>>();

/** The names that the closures and classes inside of some nodes use: their variables may be shared. */
export function sharedNames(nodes: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  visit(nodes, (node) => {
    if (node['kind'] !== 'closure' && node['kind'] !== 'class' && !('members' in node && 'constants' in node))
      return true;
    for (const name of allNames(node)) names.add(name);
    return false;
  });
  return names;
}

/** Every name that a node uses as a variable or calls. */
function allNames(root: object): ReadonlySet<string> {
  const known = collected.get(root);
  if (known !== undefined) return known;
  const names = new Set<string>();
  visit(Object.values(root), (node) => {
    if (typeof node['name'] === 'string' && (node['kind'] === 'variable' || node['kind'] === 'call'))
      names.add(node['name']);
    return true;
  });
  collected.set(root, names);
  return names;
}

function visit(value: unknown, enter: (node: Record<string, unknown>) => boolean): void {
  if (Array.isArray(value)) for (const item of value) visit(item, enter);
  else if (typeof value === 'object' && value !== null && enter(value as Record<string, unknown>))
    for (const item of Object.values(value)) visit(item, enter);
}
