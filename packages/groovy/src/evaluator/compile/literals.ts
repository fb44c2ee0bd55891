import type { Expression, GStringNode, ListNode, MapNode, NumberNode } from '../../ast/expression.ts';
import { whenKnown } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { itemsIn } from '../core/iterate.ts';
import { mapPut } from '../core/maps.ts';
import { entriesOf } from '../core/maps.ts';
import { parseDecimal } from '../value/decimal.ts';
import { BigInteger, Double, Float } from '../value/numbers.ts';
import { GString } from '../value/text-values.ts';
import type { Eventual, Value } from '../value/value.ts';
import { classOf } from '../core/class-of.ts';
import { type Code, type Frame, instant, isInstant } from './frame.ts';
import type { Scope } from './scope.ts';

export function constant(value: Value): Code {
  return instant(() => value);
}

export function compileNumber({ type, text }: NumberNode): Code {
  switch (type) {
    case 'Integer':
      return constant(Number(text) | 0);
    case 'Long':
      return constant(BigInt(text));
    case 'BigInteger':
      return constant(new BigInteger(BigInt(text)));
    case 'Float':
      return constant(new Float(Number(text)));
    case 'Double':
      return constant(new Double(Number(text)));
    case 'BigDecimal':
      return constant(parseDecimal(text) ?? null);
  }
}

/** Evaluates in order; `next` is called with the values. */
export function compileAll(
  nodes: readonly Expression[],
  scope: Scope,
): (frame: Frame) => Value[] | Promise<Value[]> {
  if (nodes.some((node) => node.kind === 'spread')) return compileSpread(nodes, scope);
  const codes = nodes.map((node) => scope.unit.expression(node, scope));
  const [first, second] = codes;
  if (first === undefined) return () => [];
  if (second === undefined) return (frame) => whenKnown(first(frame), (only) => [only]);
  return codes.length === 2 ? compilePair(first, second) : (frame) => evaluateAll(codes, frame);
}

/** Two at once, without a list that grows: most calls of methods have one argument or two. */
function compilePair(first: Code, second: Code): (frame: Frame) => Value[] | Promise<Value[]> {
  return (frame) => {
    const one = first(frame);
    if (one instanceof Promise) return evaluateRest([first, second], frame, [], one);
    const two = second(frame);
    return two instanceof Promise ? two.then((later) => [one, later]) : [one, two];
  };
}

function evaluateAll(codes: readonly Code[], frame: Frame): Value[] | Promise<Value[]> {
  const values: Value[] = [];
  for (const code of codes) {
    const value = code(frame);
    if (value instanceof Promise) return evaluateRest(codes, frame, values, value);
    values.push(value);
  }
  return values;
}

async function evaluateRest(
  codes: readonly Code[],
  frame: Frame,
  values: Value[],
  first: Promise<Value>,
): Promise<Value[]> {
  values.push(await first);
  for (const code of codes.slice(values.length)) {
    const value = code(frame);
    values.push(value instanceof Promise ? await value : value);
  }
  return values;
}

/** With `*list` among the nodes. */
function compileSpread(
  nodes: readonly Expression[],
  scope: Scope,
): (frame: Frame) => Value[] | Promise<Value[]> {
  const codes = nodes.map((node) => scope.unit.expression(node.kind === 'spread' ? node.value : node, scope));
  const flatten = (values: readonly Value[], frame: Frame): Value[] =>
    values.flatMap((value, index) => (nodes[index]?.kind === 'spread' ? spreadItems(value, frame) : [value]));
  return (frame) => {
    const values = evaluateAll(codes, frame);
    return values instanceof Promise ? values.then((all) => flatten(all, frame)) : flatten(values, frame);
  };
}

function spreadItems(value: Value, frame: Frame): readonly Value[] {
  if (value === null) return [null];
  const items = typeof value === 'string' || value instanceof Map ? undefined : itemsIn(value, frame);
  if (items !== undefined) return items;
  return fail(
    'IllegalArgumentException',
    `cannot spread the type ${classOf(value).name} with value ${String(typeof value === 'object' ? classOf(value).name : value)}`,
  );
}

export function compileList(node: ListNode, scope: Scope): Code {
  const all = compileAll(node.elements, scope);
  return (frame) => all(frame);
}

export function compileMap(node: MapNode, scope: Scope): Code {
  const { unit } = scope;
  const keys = node.entries.map(({ key }) => unit.expression(key.kind === 'spread' ? key.value : key, scope));
  const values = node.entries.map(({ key, value }) =>
    key.kind === 'spread' ? constant(null) : unit.expression(value, scope),
  );
  const codes = keys.flatMap((key, index) => [key, values[index] ?? constant(null)]);
  const build = (flat: readonly Value[]): Value => {
    const map = new Map<Value, Value>();
    for (const [index, { key }] of node.entries.entries()) {
      const first = flat[index * 2] ?? null;
      if (key.kind === 'spread') spreadInto(map, first);
      else mapPut(map, first, flat[index * 2 + 1] ?? null);
    }
    return map;
  };
  return (frame) => {
    const flat = evaluateAll(codes, frame);
    return flat instanceof Promise ? flat.then(build) : build(flat);
  };
}

function spreadInto(map: Map<Value, Value>, from: Value): void {
  if (from === null) return;
  if (!(from instanceof Map))
    fail('MissingMethodException', `cannot spread a ${classOf(from).name} into a map`);
  for (const [key, value] of entriesOf(from)) mapPut(map, key, value);
}

export function compileGString({ parts }: GStringNode, scope: Scope): Code {
  const strings: string[] = [''];
  const nodes: Expression[] = [];
  for (const part of parts) {
    if (typeof part === 'string') strings[strings.length - 1] += part;
    else {
      nodes.push(part);
      strings.push('');
    }
  }
  const codes = nodes.map((node) => scope.unit.expression(node, scope));
  const code = (frame: Frame): Eventual => {
    const values = evaluateAll(codes, frame);
    return values instanceof Promise
      ? values.then((all) => new GString(strings, all, frame))
      : new GString(strings, values, frame);
  };
  return codes.every(isInstant) ? instant(code) : code;
}
