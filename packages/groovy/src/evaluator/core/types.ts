import { arrayClass, known } from '../value/classes.ts';
import type { GroovyClass } from '../value/object.ts';

/** A type as the script names it, resolved. */
export interface Type {
  /** `int`, `String`, …: as an array's element type is called. */
  readonly name: string;
  /** For a primitive type, the class of its values. */
  readonly cls: GroovyClass;
  readonly primitive: boolean;
  readonly dimensions: number;
}

const primitives: ReadonlyMap<string, string> = new Map([
  ['int', 'Integer'],
  ['long', 'Long'],
  ['double', 'Double'],
  ['float', 'Float'],
  ['boolean', 'Boolean'],
  ['char', 'Character'],
  ['byte', 'Byte'],
  ['short', 'Short'],
  ['void', 'Void'],
]);

export function primitiveType(name: string, dimensions: number): Type | undefined {
  const boxed = primitives.get(name);
  return boxed === undefined ? undefined : { name, cls: known(boxed), primitive: true, dimensions };
}

export function typeOfClass(cls: GroovyClass, dimensions = 0): Type {
  return { name: cls.simpleName, cls, primitive: false, dimensions };
}

export const objectType: Type = typeOfClass(known('Object'));

/** The name of the type of an array's elements. */
export function elementName({ name, dimensions }: Type): string {
  return name + '[]'.repeat(Math.max(dimensions - 1, 0));
}

/** The class that the type means; an array's for `int[]`. */
export function classOfType(type: Type): GroovyClass {
  return type.dimensions > 0 ? arrayClass(elementName(type)) : type.cls;
}

/** As error messages name it. */
export function typeName(type: Type): string {
  if (type.dimensions > 0) return classOfType(type).name;
  return type.primitive ? type.name : type.cls.name;
}
