import type { CallNode } from '../../ast/expression.ts';
import { whenKnown } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { findMethod, invokeMethod, runMethod } from '../core/invoke.ts';
import { Instance, ScriptClass, Throwable } from '../value/instance.ts';
import type { GroovyClass } from '../value/object.ts';
import type { Eventual, Value } from '../value/value.ts';
import { locate, located } from './errors.ts';
import type { Code, Frame } from './frame.ts';
import type { Scope } from './scope.ts';
import { constructSuper, constructThis } from './constructors.ts';

/** `super.name(…)`, and `super(…)` and `this(…)` of a constructor. */
export function compileSuperCall(
  node: CallNode,
  args: (frame: Frame) => Value[] | Promise<Value[]>,
  scope: Scope,
): Code {
  const perform = (given: Value[], frame: Frame): Eventual => {
    const { cls } = scope;
    if (cls === undefined)
      return fail('MissingMethodException', `there is no ${node.name} outside of a class`);
    if (node.receiver !== undefined) return callSuper(cls, frame.self, node.name, given, frame);
    return node.name === 'super'
      ? constructSuper(cls, frame.self, given, frame)
      : constructThis(cls, frame.self, given, frame);
  };
  return (frame) => {
    try {
      return located(
        whenKnown(args(frame) as never, (given: Value[]) => perform(given, frame)),
        node.start,
      );
    } catch (error) {
      return locate(error, node.start);
    }
  };
}

function callSuper(cls: ScriptClass, self: Value, name: string, args: Value[], frame: Frame): Eventual {
  const above: readonly GroovyClass[] = cls.line.slice(1);
  for (const each of above) {
    if (!(each instanceof ScriptClass)) continue;
    const entry = each.methods
      .get(name)
      ?.find(({ least, most }) => least <= args.length && args.length <= most);
    if (entry !== undefined) return runMethod(entry.run, self, name, args, frame);
  }
  if (self instanceof Instance && self.base !== undefined && findMethod(self.base, name, args) !== undefined)
    return invokeMethod(self.base, name, args, frame);
  const method = cls.superclass?.find(name, args.length);
  if (method !== undefined) return runMethod(method, self, name, args, frame);
  const owner =
    self instanceof Throwable || self instanceof Instance ? (cls.superclass ?? cls).name : cls.name;
  return fail('MissingMethodException', `No signature of method: ${owner}.${name}() is applicable`);
}
