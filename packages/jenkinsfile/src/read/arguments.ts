import type { CallNode, MapEntry, Span } from '@pipeline-lab/groovy/syntax';
import {
  type ArgumentType,
  argumentNames,
  argumentType,
  mainArgument,
  type Schema,
} from '../catalogue/schema.ts';
import { nearest } from '../nearest.ts';
import { report, type Reader } from './reader.ts';
import { checkType, checkValue } from './values.ts';

/** Checks the arguments of a step or a condition, its block left out, against what it takes. */
export function checkArguments(reader: Reader, call: CallNode, schema: Schema, at: Span): void {
  const { named, positional } = call;
  if (named.length > 0 && positional.length === 0 && !isClassMap(named)) {
    checkNamed(reader, call, named, schema, at);
  } else if (named.length + positional.length === 0) {
    checkMissing(reader, call, schema, at);
  } else if (positional.length > (named.length > 0 ? 0 : 1)) {
    if (!schema.open) report(reader, at, 'arguments-unnamed', [call.name]);
  } else checkOnly(reader, call, schema, at);
}

/** `[$class: 'X', …]` without its brackets is one argument. */
function isClassMap(named: readonly MapEntry[]): boolean {
  return named.some(({ key }) => key.kind === 'literal' && key.value === '$class');
}

function checkNamed(
  reader: Reader,
  call: CallNode,
  named: readonly MapEntry[],
  schema: Schema,
  at: Span,
): void {
  const main = mainArgument(schema);
  const type = main === undefined ? undefined : argumentType(schema, main);
  const inner = named.every((entry) => argumentType(schema, keyOf(entry) ?? '') === undefined);
  // Named arguments may be those of the only thing that the step takes: `publishHTML(reportDir: …)`.
  if (inner && typeof type === 'object') return checkNamed(reader, call, named, type, at);
  if (inner && type === 'describable') return;
  const valid = named.map((entry) => {
    checkValue(reader, entry.value);
    const single = named.length === 1 && keyOf(entry) === main && !schema.block;
    return checkEntry(reader, entry, schema, single);
  });
  if (!valid.includes(false)) checkMissing(reader, call, schema, at);
}

function checkEntry(reader: Reader, entry: MapEntry, schema: Schema, single: boolean): boolean {
  const key = keyOf(entry);
  if (key === undefined) return true;
  const type = argumentType(schema, key);
  if (type !== undefined) return checkType(reader, entry.value, type, single ? undefined : key);
  if (schema.open) return true;
  report(reader, entry.key, 'argument-unknown', [key, nearest(key, argumentNames(schema)) ?? 'null']);
  return false;
}

function checkMissing(reader: Reader, { named }: CallNode, schema: Schema, at: Span): void {
  for (const name of Object.keys(schema.required)) {
    if (!named.some((entry) => keyOf(entry) === name)) report(reader, at, 'argument-missing', [name]);
  }
}

function checkOnly(reader: Reader, { positional }: CallNode, schema: Schema, at: Span): void {
  const [value] = positional;
  if (value !== undefined) checkValue(reader, value);
  const main = mainArgument(schema);
  const type: ArgumentType | undefined = main === undefined ? undefined : argumentType(schema, main);
  if (type === undefined) {
    if (!schema.block && !schema.open) report(reader, at, 'argument-not-single');
  } else if (value !== undefined) checkType(reader, value, type);
}

export function keyOf({ key }: MapEntry): string | undefined {
  return key.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
}
