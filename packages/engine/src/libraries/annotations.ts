/** What `@Library('x@ref') _` and `@Library(['x', 'y']) import …` of a script ask for. */
export function annotatedLibraries(script: unknown): string[] {
  const names: string[] = [];
  const walk = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    if ('annotations' in node && Array.isArray(node.annotations))
      for (const each of node.annotations) collect(each, names);
    for (const value of Object.values(node)) walk(value);
  };
  walk(script);
  return names;
}

function collect(annotation: object, names: string[]): void {
  const name = JSON.stringify(
    'type' in annotation ? annotation.type : 'name' in annotation ? annotation.name : '',
  );
  if (/"(?:[\w.]+\.)?Library"/.test(name)) collectTexts(annotation, names);
}

/** Every string literal of the annotation's value. */
function collectTexts(node: unknown, names: string[]): void {
  if (node === null || typeof node !== 'object') return;
  if ('kind' in node && node.kind === 'literal' && 'value' in node && typeof node.value === 'string')
    names.push(node.value);
  for (const [key, value] of Object.entries(node)) if (key !== 'type') collectTexts(value, names);
}
