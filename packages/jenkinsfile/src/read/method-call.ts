import type { CallNode, Expression, MapEntry } from '@pipeline-lab/groovy/syntax';
import { argumentNames, argumentType, type Schema } from '../catalogue/schema.ts';
import { blockedArguments } from '../messages.ts';
import { nearest } from '../nearest.ts';
import { keyOf } from './arguments.ts';
import { nameOf, report, type Reader } from './reader.ts';
import { checkType, checkValue } from './values.ts';

/**
 * Checks `cron('@daily')`, `buildDiscarder(logRotator(…))` and the like: the calls that options, triggers and
 * parameters are made of, whose arguments may be calls again.
 */
export function checkMethodCall(reader: Reader, call: CallNode, schema: Schema | undefined): void {
  checkForm(reader, call);
  if (schema === undefined) return;
  const { named, positional } = call;
  if (named.length > 0 && positional.length > 0) report(reader, call, 'arguments-mixed');
  else if (named.length > 0) for (const entry of named) checkEntry(reader, entry, schema);
  else if (positional.length > 1) {
    if (!schema.open) report(reader, call, 'arguments-unnamed', [call.name]);
  } else checkUnnamed(reader, call, schema);
}

/** What is wrong whatever is called: blocks as values, things that cannot be values, calls that are refused. */
function checkForm(reader: Reader, call: CallNode): void {
  if (call.closure !== undefined) report(reader, call, 'argument-closure');
  for (const { value } of call.named) checkArgument(reader, value);
  for (const value of call.positional) checkArgument(reader, value);
}

function checkArgument(reader: Reader, value: Expression): void {
  if (value.kind === 'closure') report(reader, value, 'argument-closure');
  else if (value.kind === 'call') checkNested(reader, value);
  else checkValue(reader, value);
}

function checkNested(reader: Reader, call: CallNode): void {
  if (call.name === '$') return checkValue(reader, call);
  const name = nameOf(reader, call);
  const reason = Object.hasOwn(blockedArguments, name) ? blockedArguments[name] : undefined;
  if (reason !== undefined) report(reader, call, 'blocked-step', [name, reason]);
  const { values, steps } = reader.catalogue;
  checkMethodCall(reader, call, values.get(name) ?? steps.get(name));
}

function checkEntry(reader: Reader, entry: MapEntry, schema: Schema): void {
  const key = keyOf(entry);
  if (key === undefined) return;
  const type = argumentType(schema, key);
  if (type !== undefined) checkType(reader, entry.value, type, key);
  else if (!schema.open)
    report(reader, entry.key, 'argument-unknown', [key, nearest(key, argumentNames(schema)) ?? 'null']);
}

function checkUnnamed(reader: Reader, call: CallNode, schema: Schema): void {
  const required = Object.entries(schema.required);
  const [value] = call.positional;
  const count = call.positional.length;
  const [only] = required;
  if (schema.open || call.closure !== undefined) return;
  if (required.length === count) {
    if (value !== undefined && only !== undefined) checkType(reader, value, only[1]);
  } else if (!(required.length === 1 && count === 0 && only?.[1] === 'Boolean')) {
    report(reader, call, 'argument-count', [call.name, required.length, count]);
  }
}
