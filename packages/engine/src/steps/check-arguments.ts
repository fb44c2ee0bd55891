import { type Arguments, GroovyRuntimeError, textOf, typeOf, type Value } from '@pipeline-lab/groovy';
import {
  argumentNames,
  argumentType,
  type ArgumentType,
  mainArgument,
  nearestName,
  type Schema,
} from '@pipeline-lab/jenkinsfile';
import { timeUnits } from './time-unit.ts';

/** The arguments of a call by name, as Jenkins tells a lone one and a map from named ones. */
export function namedArguments(schema: Schema, { positional, named }: Arguments): Map<string, Value> {
  const [first] = positional;
  const main = mainArgument(schema) ?? (schema.open ? 'value' : undefined);
  if (first === undefined) return ofMain(schema, main, new Map(named));
  if (positional.length > 1 || named.size > 0) throw unnamed([...positional]);
  if (first instanceof Map && !first.has('$class') && !isAlone(schema, main, first)) {
    return ofMain(schema, main, new Map([...first].map(([key, value]) => [textOf(key), value])));
  }
  if (main === undefined) throw unnamed([first]);
  return new Map([[main, first]]);
}

/**
 * What a step gets: the arguments that its schema names, each turned into its type as Jenkins does. `warn` is told of
 * those that it does not name, which Jenkins leaves out. Throws a GroovyRuntimeError (IllegalArgumentException) when one
 * is missing or is of another type.
 */
export function checkedArguments(
  schema: Schema,
  given: ReadonlyMap<string, Value>,
  warn: (text: string) => void,
): Readonly<Record<string, unknown>> {
  const unknown = [...given.keys()].filter((name) => argumentType(schema, name) === undefined);
  if (unknown.length > 0 && !schema.open) warn(unknownArguments(schema, unknown));
  for (const name of Object.keys(schema.required)) {
    if ((given.get(name) ?? null) === null && !schema.nullable.includes(name))
      throw illegal(`${schema.name}: Missing required parameter: "${name}"`);
  }
  return Object.fromEntries(
    [...given].flatMap(([name, value]): [string, unknown][] => {
      const type = argumentType(schema, name) ?? (schema.open ? 'any' : undefined);
      if (type === undefined) return [];
      if (value === null) return schema.open || schema.nullable.includes(name) ? [[name, null]] : [];
      return [[name, coerced(`${schema.name}.${name}`, type, value, warn)]];
    }),
  );
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

function coerced(at: string, type: ArgumentType, value: Value, warn: (text: string) => void): unknown {
  if (typeof type === 'object') {
    if (!(value instanceof Map)) throw unfit(at, 'Map', value);
    const entries = [...value].map(([key, item]) => [textOf(key), item] as const);
    return checkedArguments(type, new Map(entries), warn);
  }
  switch (type) {
    case 'string':
      return textOf(value);
    case 'int':
    case 'Integer':
    case 'long':
    case 'double':
      return numberFrom(at, type, value);
    case 'boolean':
    case 'Boolean':
      return truthFrom(at, value);
    case 'unit':
      if (typeof value === 'string' && Object.hasOwn(timeUnits, value)) return value;
      throw illegal(
        `No enum constant java.util.concurrent.TimeUnit.${textOf(value)}; there are ${Object.keys(timeUnits).join(', ')}`,
      );
    case 'list':
      if (Array.isArray(value)) return value;
      throw unfit(at, 'List', value);
    case 'map':
      if (value instanceof Map) return value;
      throw unfit(at, 'Map', value);
    case 'describable':
    case 'any':
      return value;
  }
}

const numerals = {
  int: /^[-+]?\d+$/,
  Integer: /^[-+]?\d+$/,
  long: /^[-+]?\d+$/,
  double: /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/,
} as const;

function numberFrom(at: string, type: keyof typeof numerals, value: Value): number {
  if (typeof value === 'string') {
    if (numerals[type].test(value)) return Number(value);
    throw illegal(
      `${at} expects ${type} but was unable to coerce the received value "${value}" to that type`,
    );
  }
  const number = numeric.has(typeOf(value)) ? Number(textOf(value)) : Number.NaN;
  if (Number.isNaN(number)) throw unfit(at, type, value);
  return type === 'double' ? number : Math.trunc(number);
}

const numeric: ReadonlySet<string> = new Set([
  'Integer',
  'Long',
  'BigInteger',
  'BigDecimal',
  'Double',
  'Float',
]);

function truthFrom(at: string, value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw unfit(at, 'boolean', value);
}

function unknownArguments(schema: Schema, unknown: readonly string[]): string {
  const meant = unknown.map((name) => {
    const nearest = nearestName(name, argumentNames(schema));
    return nearest === undefined ? name : `${name} (did you mean ${nearest}?)`;
  });
  return `WARNING: Unknown parameter(s) found for ${schema.name}: ${meant.join(', ')}`;
}

function unfit(at: string, type: string, value: Value): GroovyRuntimeError {
  return illegal(`${at} expects ${type} but received ${typeOf(value)}`);
}

function unnamed(positional: Value[]): GroovyRuntimeError {
  const [only] = positional;
  return illegal(
    `Expected named arguments but got ${textOf(positional.length === 1 && only !== undefined ? only : positional)}`,
  );
}

export function illegal(message: string): GroovyRuntimeError {
  return new GroovyRuntimeError('IllegalArgumentException', message);
}
