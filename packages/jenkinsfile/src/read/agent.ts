import type { CallNode, Expression } from '@pipeline-lab/groovy/syntax';
import { argumentNames, type Schema } from '../catalogue/schema.ts';
import { javaList } from '../messages.ts';
import type { Agent, KubernetesAgent } from '../model.ts';
import { argumentCount, blockIn, callIn, report, type Reader, spanOf, textIn } from './reader.ts';
import type { Section } from './sections.ts';
import { checkValue } from './values.ts';

/** `agent any`, `agent none`, `agent { type 'x' }`, `agent { type { setting 'x' } }`. */
export function readAgent(reader: Reader, { statement, call }: Section): Agent | undefined {
  if (blockIn(statement) === undefined) return readBareAgent(reader, call);
  const [only, second] = call.closure?.body ?? [];
  const type = only === undefined ? undefined : callIn(only);
  if (only === undefined) {
    report(reader, call, 'expected-agent');
    report(reader, call, 'agent-type-missing', [javaList(agentTypes(reader))]);
  } else if (second !== undefined) report(reader, call, 'one-agent');
  else if (type === undefined) report(reader, call, 'expected-agent');
  else return readTypedAgent(reader, type, call);
  return undefined;
}

/** As Jenkins tells them; `node` is another name of `label`. */
function agentTypes(reader: Reader): string[] {
  return [...reader.catalogue.agents.keys()].filter((type) => type !== 'node').sort();
}

function readBareAgent(reader: Reader, call: CallNode): Agent | undefined {
  const count = argumentCount(call);
  const [value] = call.positional;
  const name = value === undefined ? undefined : textIn(value);
  if (count === 0) report(reader, call, 'expected-agent-argument');
  else if (count > 1 || (name !== 'any' && name !== 'none'))
    report(reader, call, 'expected-agent-none-any-or-block');
  else return { kind: name, ...spanOf(call) };
  return undefined;
}

function readTypedAgent(reader: Reader, type: CallNode, call: CallNode): Agent | undefined {
  const schema = reader.catalogue.agents.get(type.name);
  if (schema === undefined) {
    const types = agentTypes(reader);
    report(reader, type.nameSpan, 'agent-type-invalid', [type.name, javaList(types)], types);
    return undefined;
  }
  const settings = readSettings(reader, type, schema);
  if (settings === undefined) return undefined;
  return agentOf(schema.name, settings, call);
}

/** The settings by name; a single value is that of the only required setting. */
function readSettings(
  reader: Reader,
  type: CallNode,
  schema: Schema,
): ReadonlyMap<string, Expression> | undefined {
  const required = Object.keys(schema.required);
  const count = argumentCount(type);
  if (count !== 1) {
    const rule = count === 0 ? 'agent-key-argument-missing' : 'agent-key-arguments';
    if (required.length > 0 || count > 1) report(reader, type.nameSpan, rule, [type.name]);
    return count === 0 && required.length === 0 ? new Map() : undefined;
  }
  if (type.closure !== undefined) return readBlock(reader, type, schema);
  const [value] = type.positional;
  const [first, second] = required;
  if (second !== undefined)
    report(reader, type.nameSpan, 'agent-parameters-multiple', [type.name, javaList(required)]);
  if (value !== undefined) checkValue(reader, value);
  return first === undefined || value === undefined ? new Map() : new Map([[first, value]]);
}

function readBlock(reader: Reader, type: CallNode, schema: Schema): ReadonlyMap<string, Expression> {
  const settings = new Map<string, Expression>();
  for (const statement of type.closure?.body ?? []) {
    const call = callIn(statement);
    if (call === undefined) report(reader, type, 'expected-key-value');
    else if (argumentCount(call) === 0)
      report(reader, call.nameSpan, 'agent-key-argument-missing', [call.name]);
    else if (argumentCount(call) > 1) report(reader, call.nameSpan, 'agent-key-arguments', [call.name]);
    else {
      const [value] = call.positional;
      if (value !== undefined) checkValue(reader, value);
      settings.set(call.name, value ?? call);
      checkSetting(reader, call, schema);
    }
  }
  for (const name of Object.keys(schema.required)) {
    if (!settings.has(name)) report(reader, type.nameSpan, 'agent-parameter-missing', [type.name, name]);
  }
  return settings;
}

function checkSetting(reader: Reader, { name, nameSpan }: CallNode, schema: Schema): void {
  const known = argumentNames(schema);
  if (known.includes(name) || schema.open) return;
  report(reader, nameSpan, 'agent-parameter-invalid', [name, schema.name, javaList(known)], known);
}

function agentOf(type: string, settings: ReadonlyMap<string, Expression>, call: CallNode): Agent | undefined {
  const span = spanOf(call);
  const given = Object.fromEntries(settings);
  const { label, image } = given;
  if (type === 'label' || type === 'node') return label && { ...given, kind: 'label', label, ...span };
  if (type === 'docker') return image && { ...given, kind: 'docker', image, ...span };
  if (type === 'dockerfile') return { ...given, kind: 'dockerfile', ...span };
  if (type === 'any' || type === 'none') return { kind: type, ...span };
  const kubernetes: KubernetesAgent = { kind: 'kubernetes', settings, ...span };
  return kubernetes;
}
