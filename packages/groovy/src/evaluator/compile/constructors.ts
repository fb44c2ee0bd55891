import { onceBegun } from '../core/begin.ts';
import { describeArguments } from '../core/invoke.ts';
import { drive, type Task, whenKnown } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { instanceAround } from '../core/outer.ts';
import { setProperty } from '../core/properties.ts';
import { textOf } from '../core/text.ts';
import { known } from '../value/classes.ts';
import { Instance, ScriptClass, Throwable } from '../value/instance.ts';
import type { Args, Context } from '../value/method.ts';
import type { GroovyClass } from '../value/object.ts';
import type { Eventual, Value } from '../value/value.ts';
import { Frame } from './frame.ts';
import type { Callable, FunctionGroup } from './functions.ts';

/** What a class of the script says about its construction. */
interface Construction {
  readonly constructors: FunctionGroup;
  /** Properties that positional arguments set, for `@Canonical` and its like. */
  readonly tuple: readonly string[] | undefined;
  /** `@InheritConstructors` */
  readonly inherits: boolean;
  /** Those whose body itself begins with `super(…)` or `this(…)`. */
  readonly delegating: ReadonlySet<Callable>;
}

const constructions = new WeakMap<ScriptClass, Construction>();

export function setConstruction(cls: ScriptClass, construction: Construction): void {
  constructions.set(cls, construction);
}

/** `new Class(…)` of a class of the script. */
export function construct(args: Args, context: Context, cls: ScriptClass): Eventual {
  if (cls.isInterface || cls.isAbstract)
    return fail('InstantiationException', `${cls.name} is ${cls.isInterface ? 'an interface' : 'abstract'}`);
  return onceBegun(cls, context, () => drive(constructTask(cls, args, context)));
}

function* constructTask(cls: ScriptClass, args: Args, context: Context): Task<Value> {
  const isThrowable = cls.isA(known('Throwable'));
  const self = isThrowable ? new Throwable(cls, null) : new Instance(cls);
  if (self instanceof Instance) {
    self.base = baseOf(cls, context);
    self.outer = cls.around ?? instanceAround(cls, context instanceof Frame ? context.self : null);
  }
  for (const each of cls.line.toReversed()) if (each instanceof ScriptClass) each.prepare?.(self);
  yield runConstructor(cls, self, withoutOuter(self, args), context);
  return self;
}

/** `new Outer.Inner(outer)` names the object around, where the code that makes the instance has none. */
function withoutOuter(self: Value, args: Args): Args {
  if (!(self instanceof Instance) || self.outer !== undefined) return args;
  const [first = null, ...rest] = args;
  self.outer = instanceAround(self.cls, first);
  return self.outer === undefined ? args : rest;
}

/** What a class of the library above a script's class is made as. */
function baseOf(cls: ScriptClass, context: Context): Value | undefined {
  const above = cls.line.find((each) => !(each instanceof ScriptClass) && !each.isInterface);
  const make = above?.construct;
  if (above === undefined || make === undefined || above === known('Object')) return undefined;
  const base = make([], context, above);
  return base instanceof Promise ? undefined : base;
}

/** Runs the constructor that takes the arguments: what is above first, then the own fields, then its body. */
function runConstructor(cls: ScriptClass, self: Value, args: Args, context: Context): Eventual {
  return drive(
    (function* () {
      const construction = constructions.get(cls);
      if (construction === undefined) return null;
      const { constructors, tuple, inherits } = construction;
      const chosen = constructors.choose(args);
      const [first] = args;
      if (chosen !== undefined) {
        if (!construction.delegating.has(chosen)) yield constructSuper(cls, self, [], context);
        return yield chosen.call(
          self,
          args.length === 0 && chosen.parameters.least === 1 ? [null] : args,
          context,
        );
      }
      if (constructors.functions.length === 0) {
        if (inherits && args.length > 0) return yield constructSuper(cls, self, args, context);
        yield constructSuper(cls, self, [], context);
        if (args.length === 0) return null;
        if (tuple !== undefined && !(first instanceof Map && args.length === 1))
          return yield* setAll(cls, self, tuple, args);
      } else if (constructors.functions.some(({ parameters }) => parameters.least === 0))
        yield runConstructor(cls, self, [], context);
      else return missingConstructor(cls, args, context);
      if (!(first instanceof Map) || args.length > 1) return missingConstructor(cls, args, context);
      for (const [key, value] of first) yield* setOne(cls, self, textOf(key, context), value, context);
      return null;
    })(),
  );
}

function* setAll(cls: ScriptClass, self: Value, names: readonly string[], args: Args): Task<Value> {
  for (const [index, value] of args.entries()) {
    const name = names[index];
    if (name === undefined)
      return fail('GroovyRuntimeException', `Could not find matching constructor for: ${cls.name}`);
    yield setField(cls, self, name, value);
  }
  return null;
}

function* setOne(cls: ScriptClass, self: Value, name: string, value: Value, context: Context): Task<Value> {
  if (cls.findField(name)?.isFinal === true) return setField(cls, self, name, value);
  return yield setProperty(self, name, value, context);
}

/** A constructor may set what is final. */
function setField(cls: ScriptClass, self: Value, name: string, value: Value): Value {
  const cast = cls.findField(name)?.cast;
  if (self instanceof Instance || self instanceof Throwable) {
    const context = cls.context;
    self.fields.set(name, cast === undefined || context === undefined ? value : cast(value, context));
  }
  return null;
}

function missingConstructor(cls: GroovyClass, args: Args, context: Context): never {
  const types = /^\((.*)\) values/.exec(describeArguments(args, context))?.[1] ?? '';
  return fail('GroovyRuntimeException', `Could not find matching constructor for: ${cls.name}(${types})`);
}

/** `this(…)` */
export function constructThis(cls: ScriptClass, self: Value, args: Args, context: Context): Eventual {
  return runConstructor(cls, self, args, context);
}

/** `super(…)`, and the own fields after it. */
export function constructSuper(cls: ScriptClass, self: Value, args: Args, context: Context): Eventual {
  return whenKnown(constructAbove(cls, self, args, context), () => cls.initialize?.(self, context) ?? null);
}

function constructAbove(cls: ScriptClass, self: Value, args: Args, context: Context): Eventual {
  const above = cls.superclass;
  if (above instanceof ScriptClass) return runConstructor(above, self, args, context);
  if (self instanceof Throwable) {
    const [first = null, second = null] = args;
    const isCause =
      first instanceof Throwable ||
      (first !== null && typeof first === 'object' && 'kind' in first && first.kind === 'thrown');
    self.message = first === null ? self.message : textOf(first, context);
    if (isCause) self.cause = first;
    if (second !== null) self.cause = second;
    return null;
  }
  if (self instanceof Instance && above?.construct !== undefined && args.length > 0) {
    const base = above.construct(args, context, above);
    if (base instanceof Promise) return base.then((value) => (self.base = value));
    self.base = base;
  }
  return null;
}
