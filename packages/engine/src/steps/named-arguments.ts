import { type Arguments, textOf, type Value } from '@pipeline-lab/groovy';
import { argumentNames, argumentType, mainArgument, type Schema } from '@pipeline-lab/jenkinsfile';
import { illegal } from './coerce.ts';

/**
 * The arguments of a call by name, as Jenkins tells a lone one and a map from named ones. Throws a GroovyRuntimeError
 * (IllegalArgumentException) for what has no name.
 */
export function namedArguments(schema: Schema, { positional, named }: Arguments): Map<string, Value> {
  const [first] = positional;
  const main = mainArgument(schema) ?? (schema.open ? 'value' : undefined);
  if (first === undefined) return ofMain(schema, main, new Map(named));
  if (positional.length > 1 || named.size > 0) throw unnamed([...positional]);
  if (first instanceof Map && !first.has('$class') && !isAlone(schema, main, first)) {
    return ofMain(schema, main, new Map([...first].map(([key, value]) => [textOf(key), value])));
  }
  if (main === undefined) throw unnamed(first);
  return new Map([[main, first]]);
}

/** A step with no more than one argument takes a map as that argument, unless the map names it. */
function isAlone(schema: Schema, main: string | undefined, map: ReadonlyMap<Value, Value>): boolean {
  const [only, other] = argumentNames(schema);
  if (only === undefined || only !== main || other !== undefined) return false;
  return typeof argumentType(schema, only) === 'string' && !(map.size === 1 && map.has(only));
}

/** `step($class: 'X', …)`, `publishHTML(reportDir: …)`: the arguments of the one thing that the step takes. */
function ofMain(schema: Schema, main: string | undefined, given: Map<string, Value>): Map<string, Value> {
  const type = main === undefined ? undefined : argumentType(schema, main);
  const inner = type === 'describable' || typeof type === 'object';
  const names = [...given.keys()];
  if (main === undefined || !inner || names.length === 0) return given;
  if (names.some((name) => argumentType(schema, name) !== undefined)) return given;
  return new Map([[main, new Map<Value, Value>(given)]]);
}

function unnamed(given: Value): Error {
  return illegal(`Expected named arguments but got ${textOf(given)}`);
}
