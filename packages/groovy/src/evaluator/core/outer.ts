import { Instance, ScriptClass } from '../value/instance.ts';
import { GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';

/**
 * What answers a name that a class inside of another one does not know: the object around an inner or anonymous class,
 * the class around a static one. Undefined for a class that stands by itself.
 */
export function outerOf(self: Value): Value | undefined {
  if (self instanceof Instance) return self.outer ?? self.cls.outer?.cls;
  return self instanceof ScriptClass ? self.outer?.cls : undefined;
}

/** The object that a new instance of an inner class belongs to: `this` of the code that makes it, or one around that. */
export function instanceAround(cls: ScriptClass, self: Value): Value | undefined {
  const { outer } = cls;
  return outer === undefined || outer.isStatic ? undefined : instanceIn(outer.cls, self);
}

/** `Outer.this`: `self`, or the object around it that is one of the class. */
export function instanceIn(cls: ScriptClass, self: Value): Value | undefined {
  for (let at: Value | undefined = self; at !== undefined && !(at instanceof GroovyClass); at = outerOf(at))
    if (at instanceof Instance && at.cls.isA(cls)) return at;
  return undefined;
}
