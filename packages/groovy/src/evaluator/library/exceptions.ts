import { isInstance } from '../core/class-of.ts';
import { textOf } from '../core/text.ts';
import { known, libraryClasses } from '../value/classes.ts';
import { Throwable } from '../value/instance.ts';
import type { Args, Context } from '../value/method.ts';
import type { GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';

/** Every exception of the library can be made: without arguments, with a message, a cause, or both. */
export function defineExceptions(): void {
  const throwable = known('Throwable');
  for (const cls of libraryClasses()) if (cls.isA(throwable)) cls.construct = make;
}

function make([first = null, second = null]: Args, context: Context, cls: GroovyClass): Value {
  if (isInstance(first, known('Throwable'))) return new Throwable(cls, textOf(first, context), first);
  return new Throwable(cls, first === null ? null : textOf(first, context), second);
}
