import type { CallNode, ClosureNode, Expression, MapEntry, Parameter } from '../ast/expression.ts';
import type { FunctionStatement } from '../ast/statement.ts';
import { GroovyRuntimeError, GroovyThrownError } from '../errors.ts';
import { readProperty } from './access.ts';
import { callBuiltIn } from './methods/dispatch.ts';
import { declaring, type Frame, inner, newScope } from './scope.ts';
import { textOf } from './text.ts';
import type { Arguments, Closure, GroovyMap, Host, Value } from './value.ts';

/** `name(…)`, `receiver.name(…)`, `receiver?.name(…)`, `list*.name(…)`. */
export async function evaluateCall(node: CallNode, frame: Frame): Promise<Value> {
  await frame.host.checkpoint?.();
  if (node.receiver === undefined) return await callByName(node, await argumentsOf(node, frame), frame);
  const receiver = await frame.rules.evaluate(node.receiver, frame);
  if (receiver === null && node.safe) return null;
  const args = await argumentsOf(node, frame);
  if (!node.spread) return await callOn(receiver, node, args);
  const results: Value[] = [];
  for (const item of Array.isArray(receiver) ? receiver : [receiver])
    results.push(await callOn(item, node, args));
  return results;
}

async function callByName(node: CallNode, args: Arguments, frame: Frame): Promise<Value> {
  const value = declaring(frame.scope, node.name)?.variables.get(node.name);
  if (isClosure(value)) return await value.call(allArguments(args));
  const declared = frame.functions.get(node.name);
  if (declared !== undefined) return await callFunction(declared, allArguments(args), frame);
  return await frame.host.callMethod(node.name, args, node);
}

async function callOn(receiver: Value, node: CallNode, args: Arguments): Promise<Value> {
  const { name, start } = node;
  if (receiver === null) {
    throw new GroovyRuntimeError(
      'NullPointerException',
      `Cannot invoke method ${name}() on null object`,
      start,
    );
  }
  if (typeof receiver === 'object' && 'kind' in receiver && receiver.kind === 'object') {
    const answer = receiver.callMethod?.(name, args, node);
    if (answer !== undefined) return await answer;
    const property = receiver.getProperty(name);
    if (isClosure(property)) return await property.call(allArguments(args));
  }
  if (receiver instanceof Map && isClosure(receiver.get(name))) {
    return await (readProperty(receiver, name, start) as Closure).call(allArguments(args));
  }
  return await callBuiltIn(receiver, name, allArguments(args), start);
}

/** A function of the script: it sees the script's functions and the host's names, but no variable around it. */
async function callFunction(
  declared: FunctionStatement,
  args: readonly Value[],
  frame: Frame,
): Promise<Value> {
  const own: Frame = { ...frame, scope: newScope() };
  await bind(declared.parameters, args, own, declared.name);
  return await frame.rules.runBlock(declared.body ?? [], own);
}

/** The closure that a block of code is, with the variables around it. */
export function closureOf(node: ClosureNode, frame: Frame): Closure {
  const parameters: readonly Pick<Parameter, 'name' | 'defaultValue'>[] = node.parameters ?? [{ name: 'it' }];
  return {
    kind: 'closure',
    parameters: parameters.map(({ name }) => name),
    async call(args = [], options: { readonly host?: Host } = {}) {
      const own = inner({ ...frame, host: options.host ?? frame.host });
      await bind(parameters, spreadList(args, parameters.length), own, undefined);
      return await frame.rules.runBlock(node.body, own);
    },
  };
}

async function bind(
  parameters: readonly Pick<Parameter, 'name' | 'defaultValue'>[],
  args: readonly Value[],
  frame: Frame,
  name: string | undefined,
): Promise<void> {
  if (name !== undefined && args.length > parameters.length) {
    const message = `${name}() takes ${parameters.length} arguments, not ${args.length}`;
    throw new GroovyRuntimeError('MissingMethodException', message);
  }
  for (const [index, parameter] of parameters.entries()) {
    const given = args[index];
    const fallback = async (): Promise<Value> =>
      parameter.defaultValue === undefined ? null : await frame.rules.evaluate(parameter.defaultValue, frame);
    frame.scope.variables.set(parameter.name, given === undefined ? await fallback() : given);
  }
}

/** A list given to a closure with several parameters is taken apart, as in Groovy. */
function spreadList(args: readonly Value[], count: number): readonly Value[] {
  const [only] = args;
  return args.length === 1 && count > 1 && Array.isArray(only) ? only : args;
}

async function argumentsOf(node: CallNode, frame: Frame): Promise<Arguments> {
  const positional: Value[] = [];
  for (const each of node.positional) positional.push(await frame.rules.evaluate(each, frame));
  const named = await namedArguments(node.named, frame);
  if (node.closure !== undefined) return { positional, named, closure: closureOf(node.closure, frame) };
  const last = positional.at(-1);
  if (!isClosure(last)) return { positional, named };
  return { positional: positional.slice(0, -1), named, closure: last };
}

async function namedArguments(entries: readonly MapEntry[], frame: Frame): Promise<Map<string, Value>> {
  const named = new Map<string, Value>();
  for (const { key, value } of entries)
    named.set(textOf(await frame.rules.evaluate(key, frame)), await frame.rules.evaluate(value, frame));
  return named;
}

/** As a method of the script gets them: the named ones as a map first, the closure last. */
function allArguments({ positional, named, closure }: Arguments): Value[] {
  const first: GroovyMap[] = named.size > 0 ? [new Map<Value, Value>(named)] : [];
  return [...first, ...positional, ...(closure === undefined ? [] : [closure])];
}

/** `new Type(…)`: exceptions and the usual collections. */
export async function construct(
  type: string,
  positional: readonly Expression[],
  frame: Frame,
  offset: number,
): Promise<Value> {
  const args: Value[] = [];
  for (const each of positional) args.push(await frame.rules.evaluate(each, frame));
  const short = type.slice(type.lastIndexOf('.') + 1);
  if (/(?:Exception|Error)$/.test(short)) {
    const message = args[0] === undefined || args[0] === null ? null : textOf(args[0]);
    return { kind: 'thrown', typeName: short, message, error: new GroovyThrownError(short, message, offset) };
  }
  if (/^(?:ArrayList|LinkedList)$/.test(short)) return Array.isArray(args[0]) ? [...args[0]] : [];
  if (/^(?:Linked)?HashMap$/.test(short)) return new Map(args[0] instanceof Map ? args[0] : []);
  throw new GroovyRuntimeError('ClassNotFoundException', `unable to resolve class ${type}`, offset);
}

function isClosure(value: Value | undefined): value is Closure {
  return value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'closure';
}
