import type { ClosureNode, Expression, MethodPointerNode, Parameter } from '../../ast/expression.ts';
import type { Statement } from '../../ast/statement.ts';
import { describeArguments, invokeMethod } from '../core/invoke.ts';
import { fail } from '../core/fail.ts';
import { whenKnown } from '../core/eventual.ts';
import { textOf } from '../core/text.ts';
import { objectType, typeName } from '../core/types.ts';
import { type ClosureBody, GroovyClosure, type PartOfClosure } from '../value/closure.ts';
import type { Box } from '../value/instance.ts';
import type { Args, Context } from '../value/method.ts';
import type { Eventual, Value } from '../value/value.ts';
import { enter } from './enter.ts';
import { type Code, Frame, instant } from './frame.ts';
import { compileParameters, type Parameters } from './parameters.ts';
import { Scope } from './scope.ts';
import { sharedNames } from './shared-names.ts';

/** `{ a, b -> … }`: a closure over the variables that it uses. */
export function compileClosure(node: ClosureNode, outer: Scope): Code {
  const { unit } = outer;
  const scope = new Scope({
    unit,
    kind: 'closure',
    shared: sharedNames([node.parameters, node.body]),
    parent: outer,
  });
  const implicit: Parameter[] = [
    { name: 'it', start: node.start, end: node.start, variadic: false, modifiers: [], annotations: [] },
  ];
  const parameters = compileParameters(node.parameters ?? implicit, scope);
  // At once: what it uses of the code around must be known before that runs.
  const run = unit.statements(node.body, scope, true);
  const shape = {
    parameters: parameters.names,
    types: parameters.types.map((type) => typeName(type ?? objectType)),
    count: parameters.names.length,
  };
  const isImplicit = node.parameters === undefined;
  return instant((frame) => {
    const boxes = scope.captures.map(({ outer: from }) => frame.slots[from.slot] as Box);
    const body: ClosureBody = {
      ...shape,
      run(closure, args, context) {
        const own = new Frame(scope.size, context, closure.self, closure);
        for (const [index, box] of boxes.entries()) own.slots[scope.captures[index]?.own.slot ?? 0] = box;
        return enter(own, parameters, fit(args, parameters, isImplicit, context), run);
      },
      part: (code) => compilePart(code, scope, boxes),
    };
    return new GroovyClosure(body, frame, frame.closure ?? frame.self, frame.self);
  });
}

function compilePart(
  code: readonly Statement[] | Expression,
  around: Scope,
  boxes: readonly Box[],
): PartOfClosure {
  const { unit } = around;
  const scope = new Scope({ unit, kind: 'closure', shared: sharedNames(code), parent: around });
  const run = 'kind' in code ? undefined : unit.statements(code, scope, true);
  const value = 'kind' in code ? unit.expression(code, scope) : undefined;
  return (closure, context) => {
    const frame = new Frame(scope.size, context, closure.self, closure);
    for (const { outer, own } of scope.captures) {
      const at = around.captures.findIndex((capture) => capture.own === outer);
      frame.slots[own.slot] = boxes[at] ?? { value: null };
    }
    return value === undefined ? whenKnown(run?.(frame), () => frame.result) : value(frame);
  };
}

/** A list for several parameters is taken apart; no argument for one parameter is null. */
function fit(args: Args, parameters: Parameters, isImplicit: boolean, context: Context): Args {
  const count = parameters.names.length;
  const [only] = args;
  if (args.length === count && !isTyped(parameters)) return args;
  if (args.length === 0 && count === 1 && parameters.least === 1) return [null];
  if (args.length === 1 && count > 1 && Array.isArray(only) && fits(only, parameters)) return only;
  if (
    args.length >= parameters.least &&
    args.length <= parameters.most &&
    parameters.distance(args) !== undefined
  )
    return args;
  if (args.length === 0 && isImplicit) return [null];
  return fail(
    'MissingMethodException',
    `No signature of method: WorkflowScript$_run_closure1.doCall() is applicable for argument types: ${describeArguments(args, context)}`,
  );
}

function isTyped({ types }: Parameters): boolean {
  return types.some((type) => type !== undefined);
}

function fits(args: Args, parameters: Parameters): boolean {
  return (
    args.length >= parameters.least &&
    args.length <= parameters.most &&
    parameters.distance(args) !== undefined
  );
}

/** `object.&name` */
export function compileMethodPointer(node: MethodPointerNode, scope: Scope): Code {
  const object = scope.unit.expression(node.object, scope);
  const name = node.dynamicName === undefined ? undefined : scope.unit.expression(node.dynamicName, scope);
  return (frame) =>
    whenKnown(object(frame), (receiver) =>
      whenKnown(name?.(frame) ?? node.name, (named) => methodPointer(receiver, textOf(named, frame), frame)),
    );
}

/** A closure that calls a method of an object. */
export function methodPointer(receiver: Value, name: string, context: Context): GroovyClosure {
  const run = (_: GroovyClosure, args: Args, caller: Context): Eventual =>
    invokeMethod(receiver, name, args, caller);
  return new GroovyClosure(
    { parameters: ['it'], types: ['java.lang.Object'], count: 1, run },
    context,
    receiver,
    receiver,
  );
}
