import { nodesOf, type Tree } from '@pipeline-lab/groovy/syntax';

/** Names that the script itself gives: its functions, variables and parameters, which may hold closures. */
export function declaredNames(tree: Tree): Set<string> {
  const names = new Set(['it']);
  for (const { name, parameters } of nodesOf(tree, 'function'))
    for (const each of [name, ...parameters.map((parameter) => parameter.name)]) names.add(each);
  for (const { declarators } of nodesOf(tree, 'declare')) for (const { name } of declarators) names.add(name);
  for (const { parameters } of nodesOf(tree, 'closure'))
    for (const { name } of parameters ?? []) names.add(name);
  for (const { name } of nodesOf(tree, 'forIn')) names.add(name);
  for (const { name } of nodesOf(tree, 'class')) names.add(name);
  for (const { target } of nodesOf(tree, 'assign')) {
    const targets = target.kind === 'tuple' ? target.elements : [target];
    for (const each of targets) if (each.kind === 'variable') names.add(each.name);
  }
  return names;
}
