import { ScriptClass } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import type { GroovyClass } from '../value/object.ts';
import type { Eventual, Value } from '../value/value.ts';
import { drive, type Task, whenKnown } from './eventual.ts';

/** Does something with a class that is used for the first time, perhaps: its static fields are set before. */
export function onceBegun(cls: GroovyClass, context: Context, next: () => Eventual): Eventual {
  return isWaiting(cls) ? whenKnown(drive(beginAll(cls, context)), next) : next();
}

/** Whether the static fields of a class or of one above it are still to be set. */
export function isWaiting(cls: GroovyClass): boolean {
  return (
    cls instanceof ScriptClass &&
    cls.line.some((each) => each instanceof ScriptClass && each.begin !== undefined)
  );
}

function* beginAll(cls: GroovyClass, context: Context): Task<Value> {
  for (const each of cls.line.toReversed()) {
    if (!(each instanceof ScriptClass) || each.begin === undefined) continue;
    const { begin } = each;
    // Code of the class itself sees it as begun.
    each.begin = undefined;
    yield begin(context);
  }
  return null;
}
