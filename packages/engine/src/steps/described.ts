import type { Arguments, Value } from '@pipeline-lab/groovy';
import { catalogue, mainArgument, type Schema, valueFamilies } from '@pipeline-lab/jenkinsfile';

const schemas: ReadonlyMap<string, Schema> = new Map([
  ...valueFamilies.flatMap(({ schemas: members }) => members.map((each) => [each.name, each] as const)),
  ...catalogue.parameters,
  ...catalogue.triggers,
  ...[...catalogue.pipelineOptions].filter(([name]) => !catalogue.steps.has(name)),
]);

/** Names that describe something for a step, such as `usernamePassword(…)` for `withCredentials`. */
export const describedNames: readonly string[] = [...schemas.keys()];

/** What `string(name: 'x')` gives: its arguments as a map, with what they describe as `$class`. */
export function described(name: string, { named, positional }: Arguments): Value | undefined {
  const schema = schemas.get(name);
  if (schema === undefined) return undefined;
  const map = new Map<Value, Value>([['$class', name], ...named]);
  const [first] = positional;
  if (first instanceof Map) for (const [key, value] of first) map.set(key, value);
  else if (first !== undefined) map.set(mainArgument(schema) ?? 'value', first);
  return map;
}
