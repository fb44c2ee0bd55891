import type { CallNode, Statement } from '@pipeline-lab/groovy/syntax';
import { isParameterType, parameterAliases } from '../catalogue/parameters.ts';
import type { Schema } from '../catalogue/schema.ts';
import { javaList, type MessageId } from '../messages.ts';
import type { BuildParameter, Option, ParameterType, Trigger } from '../model.ts';
import { checkMethodCall } from './method-call.ts';
import {
  blockIn,
  callIn,
  duplicates,
  nameOf,
  namedArgument,
  onlyValue,
  report,
  type Reader,
  sourceOf,
  spanOf,
} from './reader.ts';
import { blockOf, type Section } from './sections.ts';
import { constantOf } from './values.ts';

/** `options { timeout(…) }` of a pipeline or of a stage. */
export function readOptions(
  reader: Reader,
  section: Section | undefined,
  of: 'pipeline' | 'stage',
): Option[] {
  const known = of === 'pipeline' ? reader.catalogue.pipelineOptions : reader.catalogue.stageOptions;
  const options = readCalls(reader, section, 'Options', 'expected-option', known);
  for (const { name, call } of options) {
    if (name === 'parameters') report(reader, call, 'options-parameters');
    if (name === 'triggers') report(reader, call, 'options-triggers');
    if (!known.has(name)) invalidType(reader, call, 'option', name, known);
    if (name === 'preserveStashes') checkPreserved(reader, call);
  }
  reportDuplicates(reader, section, options, 'duplicate-option');
  return options;
}

const mostPreserved = 50;

function checkPreserved(reader: Reader, call: CallNode): void {
  const count = namedArgument(call, 'buildCount') ?? onlyValue(call);
  const constant = count && constantOf(count);
  if (count === undefined || constant?.type !== 'Integer') return;
  const builds = Number(constant.text);
  if (builds < 1 || builds > mostPreserved) report(reader, count, 'preserved-builds', [mostPreserved]);
}

/** `triggers { cron('@daily') }` */
export function readTriggers(reader: Reader, section: Section | undefined): Trigger[] {
  const { triggers } = reader.catalogue;
  const read = readCalls(reader, section, 'Triggers', 'expected-trigger', triggers);
  for (const { name, call } of read)
    if (!triggers.has(name)) invalidType(reader, call, 'trigger', name, triggers);
  reportDuplicates(reader, section, read, 'duplicate-trigger');
  return read;
}

/** `parameters { string(name: 'X', defaultValue: 'y') }` */
export function readParameters(reader: Reader, section: Section | undefined): BuildParameter[] {
  const { parameters } = reader.catalogue;
  const known = new Map(parameters);
  for (const [alias, type] of parameterAliases) {
    const schema = parameters.get(type);
    if (schema !== undefined) known.set(alias, schema);
  }
  const read = readCalls(reader, section, 'Build parameters', 'expected-parameter', known);
  return read.flatMap(({ name, call }) => {
    const type = parameterAliases.get(name) ?? name;
    if (isParameterType(type)) return [readParameter(reader, type, call)];
    invalidType(reader, call, 'parameter', name, parameters);
    return [];
  });
}

function readCalls(
  reader: Reader,
  section: Section | undefined,
  plural: string,
  expected: MessageId,
  known: ReadonlyMap<string, Schema>,
): Option[] {
  if (section === undefined) return [];
  const block = blockOf(reader, section);
  const statements = block?.closure?.body ?? [];
  if (statements.length === 0) report(reader, section.statement, 'empty-section', [section.name]);
  return statements.flatMap((statement) => readCall(reader, statement, plural, expected, known) ?? []);
}

function readCall(
  reader: Reader,
  statement: Statement,
  plural: string,
  expected: MessageId,
  known: ReadonlyMap<string, Schema>,
): Option | undefined {
  const call = callIn(statement);
  if (call === undefined) {
    if (isMap(statement)) report(reader, statement, 'map-not-allowed', [plural]);
    else report(reader, statement, expected);
  } else if (blockIn(statement) !== undefined) {
    report(reader, statement, 'no-blocks', [plural]);
  } else {
    const name = nameOf(reader, call);
    checkMethodCall(reader, call, known.get(name));
    if (name !== 'error') return { name, call, ...spanOf(call) };
  }
  return undefined;
}

function isMap(statement: Statement): boolean {
  return statement.kind === 'expression' && statement.expression.kind === 'map';
}

function invalidType(
  reader: Reader,
  call: CallNode,
  what: string,
  name: string,
  known: ReadonlyMap<string, Schema>,
): void {
  const names = [...known.keys()].sort();
  report(reader, call, 'invalid-type', [what, name, javaList(names)]);
}

function reportDuplicates(
  reader: Reader,
  section: Section | undefined,
  calls: readonly Option[],
  rule: MessageId,
): void {
  const names = calls.map(({ name }) => name);
  for (const name of duplicates(names))
    if (section !== undefined) report(reader, section.statement, rule, [name]);
}

function readParameter(reader: Reader, type: ParameterType, call: CallNode): BuildParameter {
  const name = namedArgument(call, 'name') ?? onlyValue(call);
  const description = namedArgument(call, 'description');
  const defaultValue = namedArgument(call, 'defaultValue');
  const choices = namedArgument(call, 'choices');
  const trim = namedArgument(call, 'trim');
  return {
    type,
    name: name?.kind === 'literal' ? String(name.value) : name === undefined ? '' : sourceOf(reader, name),
    call,
    ...(description && { description }),
    ...(defaultValue && { defaultValue }),
    ...(choices && { choices }),
    ...(trim && { trim }),
    ...spanOf(call),
  };
}
