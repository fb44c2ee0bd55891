import { known } from '../value/classes.ts';
import { addMethods, type MethodTable } from '../value/method.ts';
import type { Constructor, GroovyClass } from '../value/object.ts';
import type { Value } from '../value/value.ts';

/** What a class of the library has; `Self` is what its values are. */
export interface Definition<Self> {
  readonly methods?: MethodTable<Self>;
  readonly statics?: MethodTable<GroovyClass>;
  /** Static fields. */
  readonly constants?: Readonly<Record<string, () => Value>>;
  readonly construct?: Constructor;
}

/** Gives a class of the library, by its name without the package, what it has. */
export function define<Self = Value>(name: string, definition: Definition<Self>): void {
  const cls = known(name);
  if (definition.methods !== undefined) addMethods(cls.methods, definition.methods);
  if (definition.statics !== undefined) addMethods(cls.statics, definition.statics);
  for (const [constant, value] of Object.entries(definition.constants ?? {}))
    cls.constants.set(constant, value);
  if (definition.construct !== undefined) cls.construct = definition.construct;
}
