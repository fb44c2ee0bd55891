import type { Parameter } from '../../ast/expression.ts';
import { castTo } from '../core/cast.ts';
import { castsOf, distanceOfCast, distanceTo, gathered } from '../core/distance.ts';
import type { Type } from '../core/types.ts';
import { objectType } from '../core/types.ts';
import { JavaArray, javaArray } from '../value/collections.ts';
import type { Args } from '../value/method.ts';
import type { Value } from '../value/value.ts';
import type { Code, Frame } from './frame.ts';
import type { Cast, Scope } from './scope.ts';
import { initializerOf } from './variables.ts';

/** The parameters of a function or closure, compiled. */
export interface Parameters {
  readonly names: readonly string[];
  readonly types: readonly (Type | undefined)[];
  /** The fewest and the most arguments. */
  readonly least: number;
  readonly most: number;
  /** How far the arguments are from the declared types; undefined when they do not fit. */
  distance(args: Args): number | undefined;
  /** Puts the arguments, whose number fits, into the frame's variables. */
  bind(frame: Frame, args: Args): void | Promise<void>;
}

type Initializer = (value: Value, frame: Frame) => Value;

export function compileParameters(nodes: readonly Parameter[], scope: Scope): Parameters {
  const types = nodes.map((node) => typeOf(node, scope));
  const defaults: (Code | undefined)[] = [];
  const initializers: Initializer[] = [];
  // One by one: a default value sees the parameters before it.
  for (const [index, node] of nodes.entries()) {
    const { defaultValue } = node;
    defaults.push(defaultValue === undefined ? undefined : scope.unit.expression(defaultValue, scope));
    initializers.push(initializerOf(scope.declareLocal(node.name, castOf(types[index]))));
  }
  const last = types.at(-1);
  const variadic = nodes.at(-1)?.variadic === true || (last !== undefined && last.dimensions > 0);
  const optional = defaults.filter((each) => each !== undefined).length;
  return {
    names: nodes.map(({ name }) => name),
    types,
    least: nodes.length - optional - (variadic ? 1 : 0),
    most: variadic ? Number.POSITIVE_INFINITY : nodes.length,
    distance: (args) => {
      const given = variadic ? gather(args, types, optional) : args;
      const distance = distanceOf(given, types, optional);
      return distance === undefined || given === args ? distance : distance + gathered;
    },
    bind: (frame, args) =>
      bind(frame, variadic ? gather(args, types, optional) : args, initializers, defaults),
  };
}

function typeOf(node: Parameter, scope: Scope): Type | undefined {
  const type = node.type === undefined ? undefined : scope.unit.resolveType(node.type);
  if (!node.variadic) return type;
  const element = type ?? objectType;
  return { ...element, dimensions: element.dimensions + 1 };
}

/** What makes a value fit a type; undefined when every value does. */
export function castOf(type: Type | undefined): Cast | undefined {
  if (type === undefined || (type.cls === objectType.cls && type.dimensions === 0)) return undefined;
  if (type.name === 'int' && type.dimensions === 0)
    return (value, context) =>
      typeof value === 'number' && value === (value | 0) ? value : castTo(value, type, context);
  return (value, context) => castTo(value, type, context);
}

/** Collects the arguments of a variadic parameter into an array; those with defaults before it may be missing. */
function gather(args: Args, types: readonly (Type | undefined)[], optional: number): Args {
  const last = types.length - 1;
  const given = args[last];
  const isShort = args.length <= last && args.length + optional > last;
  if (isShort && args.at(-1) instanceof JavaArray) return args;
  if (args.length < last && args.length + optional >= last)
    return [...args, javaArray([], elementOf(types[last]))];
  if (args.length === types.length && (given instanceof JavaArray || (given === null && last === 0)))
    return args;
  if (args.length < last) return args;
  const element = elementOf(types[last]);
  if (args.length === types.length && Array.isArray(given) && element !== 'Object') return args;
  return [...args.slice(0, last), javaArray(args.slice(last), element)];
}

function elementOf(type: Type | undefined): string {
  return type?.dimensions === 1 ? type.name : 'Object';
}

function distanceOf(args: Args, types: readonly (Type | undefined)[], optional: number): number | undefined {
  if (args.length > types.length || args.length < types.length - optional) return undefined;
  let distance = 0;
  const casts = castsOf(args);
  const used = types.length === args.length ? types : types.slice(0, args.length);
  for (const [index, type] of used.entries()) {
    const cast = casts?.[index];
    const own =
      cast === undefined
        ? distanceTo(args[index] ?? null, type ?? objectType)
        : distanceOfCast(cast, type ?? objectType);
    if (own === undefined) {
      if (used !== types) continue;
      return undefined;
    }
    distance += own;
  }
  return distance;
}

/** With too few arguments, the rightmost parameters with a default take theirs. */
function bind(
  frame: Frame,
  args: Args,
  initializers: readonly Initializer[],
  defaults: readonly (Code | undefined)[],
): void | Promise<void> {
  let missing = initializers.length - args.length;
  if (missing === 0) {
    for (let index = 0; index < args.length; index += 1) initializers[index]?.(args[index] as Value, frame);
    return undefined;
  }
  const chosen: (Code | undefined)[] = defaults.map(() => undefined);
  for (let index = defaults.length - 1; index >= 0 && missing > 0; index -= 1) {
    if (defaults[index] === undefined) continue;
    chosen[index] = defaults[index];
    missing -= 1;
  }
  return bindFrom(0, frame, args, initializers, chosen);
}

/** Binds the parameters from one on: by the code that was chosen for it, or by the next of the arguments. */
function bindFrom(
  start: number,
  frame: Frame,
  args: Args,
  initializers: readonly Initializer[],
  chosen: readonly (Code | undefined)[],
): void | Promise<void> {
  let given = start - chosen.slice(0, start).filter((code) => code !== undefined).length;
  for (let index = start; index < initializers.length; index += 1) {
    const code = chosen[index];
    const value = code === undefined ? (args[given++] ?? null) : code(frame);
    if (value instanceof Promise)
      return value.then((known) => {
        initializers[index]?.(known, frame);
        return bindFrom(index + 1, frame, args, initializers, chosen);
      });
    initializers[index]?.(value, frame);
  }
  return undefined;
}
