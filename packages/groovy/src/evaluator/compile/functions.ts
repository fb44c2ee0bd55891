import type { Parameter } from '../../ast/expression.ts';
import type { Statement } from '../../ast/statement.ts';
import type { TypeNode } from '../../ast/type.ts';
import { whenKnown } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { describeArguments } from '../core/invoke.ts';
import { classOf } from '../core/class-of.ts';
import type { Overloads, ScriptClass } from '../value/instance.ts';
import type { Args, Context } from '../value/method.ts';
import { GroovyClass } from '../value/object.ts';
import type { Box } from '../value/instance.ts';
import type { Eventual, Value } from '../value/value.ts';
import { enter } from './enter.ts';
import { Frame, type Run } from './frame.ts';
import { castOf, compileParameters, type Parameters } from './parameters.ts';
import { type Cast, Scope } from './scope.ts';
import { sharedNames } from './shared-names.ts';
import type { Unit } from './unit.ts';

/** A function, method or constructor, compiled when it is first called. */
export interface Callable {
  readonly parameters: Parameters;
  call(self: Value, args: Args, context: Context): Eventual;
}

export interface CallableSource {
  readonly unit: Unit;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly returnType?: TypeNode | undefined;
  readonly cls?: ScriptClass | undefined;
  readonly isStatic?: boolean;
  /** The code around an anonymous class, and its frame. */
  readonly around?: { readonly scope: Scope; readonly frame: Frame } | undefined;
}

export function compileCallable(source: CallableSource): Callable {
  const { unit, cls, around } = source;
  const scope = new Scope({
    unit,
    kind: 'function',
    shared: sharedNames([source.parameters, source.body]),
    parent: around?.scope,
    cls,
    isStatic: source.isStatic,
  });
  const parameters = compileParameters(source.parameters, scope);
  let body: Run | undefined;
  const type = source.returnType === undefined ? undefined : unit.resolveType(source.returnType);
  const cast: Cast | undefined = type?.name === 'void' ? () => null : castOf(type);
  return {
    parameters,
    call(self, args, context) {
      body ??= unit.statements(source.body, scope, true);
      const frame = new Frame(scope.size, context, self, undefined);
      for (const { outer, own } of scope.captures)
        frame.slots[own.slot] = around?.frame.slots[outer.slot] as Box;
      const result = enter(frame, parameters, args, body);
      return cast === undefined ? result : whenKnown(result, (value) => cast(value, frame));
    },
  };
}

/** The functions of one name, of which a call takes the one whose parameters are nearest to its arguments. */
export class FunctionGroup implements Overloads {
  readonly name: string;
  readonly functions: Callable[] = [];

  constructor(name: string) {
    this.name = name;
  }

  accepts(args: Args): boolean {
    return this.choose(args) !== undefined;
  }

  choose(args: Args): Callable | undefined {
    const [only] = this.functions;
    if (
      this.functions.length === 1 &&
      only !== undefined &&
      only.parameters.types.every((type) => type === undefined)
    )
      return args.length >= only.parameters.least && args.length <= only.parameters.most ? only : undefined;
    let best: { callable: Callable; distance: number } | undefined;
    for (const callable of this.functions) {
      const distance = callable.parameters.distance(args);
      if (distance !== undefined && (best === undefined || distance < best.distance))
        best = { callable, distance };
    }
    return best?.callable ?? this.#withoutArgument(args);
  }

  /** A call without arguments gives null to the one parameter, as in Groovy. */
  #withoutArgument(args: Args): Callable | undefined {
    if (args.length > 0) return undefined;
    return this.functions.find(
      ({ parameters: { names, least, types } }) =>
        names.length === 1 && least === 1 && types[0]?.primitive !== true,
    );
  }

  call(self: Value, args: Args, context: Context): Eventual {
    const callable = this.choose(args);
    if (callable === undefined) return this.missing(self, args, context);
    const given =
      args.length === 0 && callable.parameters.least === 1 && callable.parameters.names.length === 1
        ? [null]
        : args;
    return callable.call(self, given, context);
  }

  missing(self: Value, args: Args, context: Context): never {
    const name = self instanceof GroovyClass ? `static ${self.name}` : classOf(self).name;
    return fail(
      'MissingMethodException',
      `No signature of method: ${name}.${this.name}() is applicable for argument types: ${describeArguments(args, context)}`,
    );
  }
}
