import { textOf, type Value } from '@pipeline-lab/groovy';
import {
  argumentNames,
  type ArgumentType,
  argumentType,
  nearestName,
  type Schema,
} from '@pipeline-lab/jenkinsfile';
import { coerced, illegal, unfit } from './coerce.ts';

type Warn = (text: string) => void;

/**
 * What a step gets: the arguments that its schema names, each turned into its type as Jenkins does. `warn` is told of
 * those that it does not name, which Jenkins leaves out. Throws a GroovyRuntimeError (IllegalArgumentException) when one
 * is missing or is of another type.
 */
export function checkedArguments(
  schema: Schema,
  given: ReadonlyMap<string, Value>,
  warn: Warn,
): Readonly<Record<string, unknown>> {
  const { name: step, nullable, open, required } = schema;
  const unknown = [...given.keys()].filter((name) => argumentType(schema, name) === undefined);
  if (unknown.length > 0 && !open) warn(unknownArguments(schema, unknown));
  for (const name of Object.keys(required)) {
    if ((given.get(name) ?? null) === null && !nullable.includes(name))
      throw illegal(`${step}: Missing required parameter: "${name}"`);
  }
  return Object.fromEntries(
    [...given].flatMap(([name, value]): [string, unknown][] => {
      const type = argumentType(schema, name) ?? (open ? 'any' : undefined);
      if (type === undefined) return [];
      if (value === null) return open || nullable.includes(name) ? [[name, null]] : [];
      return [[name, valueFor(`${step}.${name}`, type, value, warn)]];
    }),
  );
}

function valueFor(at: string, type: ArgumentType, value: Value, warn: Warn): unknown {
  if (typeof type === 'string') return coerced(at, type, value);
  if (!(value instanceof Map)) throw unfit(at, 'Map', value);
  const entries = [...value].map(([key, item]) => [textOf(key), item] as const);
  return checkedArguments(type, new Map(entries), warn);
}

function unknownArguments(schema: Schema, unknown: readonly string[]): string {
  const meant = unknown.map((name) => {
    const nearest = nearestName(name, argumentNames(schema));
    return nearest === undefined ? name : `${name} (did you mean ${nearest}?)`;
  });
  return `WARNING: Unknown parameter(s) found for ${schema.name}: ${meant.join(', ')}`;
}
