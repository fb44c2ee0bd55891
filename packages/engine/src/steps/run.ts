import { type Arguments, type CallNode, lineAndColumn, type Value } from '@pipeline-lab/groovy';
import type { Site } from '../build/build.ts';
import { stageOf } from '../build/site.ts';
import { checkedArguments } from './check-arguments.ts';
import { illegal } from './coerce.ts';
import { described } from './described.ts';
import { stepFor } from './find.ts';
import { at } from './here.ts';
import { namedArguments } from './named-arguments.ts';
import { perform } from './perform.ts';
import { isStep } from './registry.ts';
import type { Body, Step } from './step.ts';

/** Runs a step that a script calls, and tells about it. Rejects with what the step threw. */
export async function runStep(site: Site, name: string, args: Arguments, call: CallNode): Promise<Value> {
  const value = isStep(name) || site.build.plugins.has(name) ? undefined : described(name, args);
  if (value !== undefined) return value;
  const step = await stepFor(site, name);
  const { closure } = args;
  const body: Body | undefined =
    closure &&
    (async (inside, values) =>
      await at(inside, async () => await closure.call(values, { host: site.build.hostAt(inside) })));
  return await checkedAndRun(site, step, namedArguments(step.schema, args), body, placeOf(site, call));
}

/** Runs a step that Declarative itself calls: an option around a stage, the `node` of an agent. */
export async function callStep(
  site: Site,
  name: string,
  values: ReadonlyMap<string, Value>,
  body?: Body,
): Promise<Value> {
  return await checkedAndRun(site, await stepFor(site, name), values, body, '');
}

async function checkedAndRun(
  site: Site,
  step: Step,
  values: ReadonlyMap<string, Value>,
  body: Body | undefined,
  place: string,
): Promise<Value> {
  const { schema, name } = step;
  const warn = (text: string): void =>
    site.build.emit({ type: 'notice', ...stageOf(site), text: `${text}${place}` });
  const args = checkedArguments(schema, values, warn) as Parameters<Step['summary']>[0];
  if (schema.block && body === undefined) throw illegal(`${name} step must be called with a body`);
  if (!schema.block && !schema.open && body !== undefined) throw illegal(`${name} takes no block`);
  return await perform(site, step, args, body);
}

/** ` (Jenkinsfile:7)`; nothing for a call in a library, whose lines are not those of the Jenkinsfile. */
function placeOf({ build: { pipeline } }: Site, { name, nameSpan }: CallNode): string {
  const { source, file } = pipeline;
  if (source.slice(nameSpan.start, nameSpan.end) !== name) return '';
  return ` (${file}:${lineAndColumn(source, nameSpan.start).line})`;
}
