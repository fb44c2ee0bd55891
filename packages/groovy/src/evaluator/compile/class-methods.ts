import type { ClassBody, FunctionStatement } from '../../ast/statement.ts';
import type { ScriptClass } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import type { Value } from '../value/value.ts';
import type { Frame } from './frame.ts';
import { compileCallable, FunctionGroup } from './functions.ts';
import type { Scope } from './scope.ts';
import type { Unit } from './unit.ts';

/** The code around an anonymous class. */
export interface Around {
  readonly scope: Scope;
  readonly frame: Frame;
}

/** Gives a class the methods of its body, the overloads of a name as one. */
export function addMethods(cls: ScriptClass, body: ClassBody, unit: Unit, around: Around | undefined): void {
  const groups = new Map<string, FunctionGroup>();
  for (const node of body.members) {
    if (node.kind !== 'function' || node.body === undefined) continue;
    const isStatic = node.modifiers.includes('static');
    const key = `${isStatic ? 'static ' : ''}${node.name}`;
    const group = groups.get(key) ?? new FunctionGroup(node.name);
    groups.set(key, group);
    group.functions.push(compileMethod(cls, node, node.body, unit, around));
    if (isStatic) cls.staticFunctions.set(node.name, group);
    else if (node.modifiers.includes('private')) cls.privates.add(node.name);
    const table = isStatic ? cls.statics : cls.methods;
    table.set(node.name, [
      { least: 0, most: Number.POSITIVE_INFINITY, run: dispatcher(cls, group, isStatic) },
    ]);
  }
}

function compileMethod(
  cls: ScriptClass,
  node: FunctionStatement,
  body: NonNullable<FunctionStatement['body']>,
  unit: Unit,
  around: Around | undefined,
): ReturnType<typeof compileCallable> {
  const { parameters, returnType } = node;
  return compileCallable({
    unit,
    parameters,
    body,
    returnType,
    cls,
    isStatic: node.modifiers.includes('static'),
    around,
  });
}

/** Calls the nearest overload; one that the class has not may be above it. */
function dispatcher(cls: ScriptClass, group: FunctionGroup, isStatic: boolean) {
  return (self: Value, args: readonly Value[], context: Context): ReturnType<FunctionGroup['call']> => {
    if (group.accepts(args)) return group.call(self, args, context);
    const above = [cls.superclass, ...cls.interfaces].find((each) => {
      const found = isStatic
        ? each?.findStatic(group.name, args.length)
        : each?.find(group.name, args.length);
      return found !== undefined;
    });
    const method = isStatic
      ? above?.findStatic(group.name, args.length)
      : above?.find(group.name, args.length);
    return method === undefined ? group.missing(self, args, context) : method(self as never, args, context);
  };
}
