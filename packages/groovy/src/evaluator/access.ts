import { GroovyRuntimeError } from '../errors.ts';
import { declaring, type Frame } from './scope.ts';
import { textOf, typeOf } from './text.ts';
import type { Value } from './value.ts';

/** What a name stands for: a variable of the script, else one of the host's. */
export function readVariable(name: string, frame: Frame, offset: number): Value {
  const scope = declaring(frame.scope, name);
  const value = scope === undefined ? frame.host.getVariable(name) : scope.variables.get(name);
  if (value !== undefined) return value;
  throw new GroovyRuntimeError('MissingPropertyException', `No such property: ${name}`, offset);
}

/** `object.name` */
export function readProperty(object: Value, name: string, offset: number): Value {
  if (object instanceof Map) return object.get(name) ?? null;
  if (Array.isArray(object)) return object.map((item) => readProperty(item, name, offset));
  if (object === null) {
    throw new GroovyRuntimeError(
      'NullPointerException',
      `Cannot get property '${name}' on null object`,
      offset,
    );
  }
  const value = propertyOf(object, name);
  if (value !== undefined) return value;
  throw new GroovyRuntimeError(
    'MissingPropertyException',
    `No such property: ${name} for class: ${typeOf(object)}`,
    offset,
  );
}

function propertyOf(object: Exclude<Value, null | Value[]>, name: string): Value | undefined {
  if (typeof object !== 'object' || object instanceof Map) return undefined;
  if (object.kind === 'object') return object.getProperty(name);
  return object.kind === 'thrown' && name === 'message' ? object.message : undefined;
}

/** `object[index]` */
export function readElement(object: Value, index: Value, offset: number): Value {
  if (object instanceof Map) return object.get(index) ?? null;
  if (typeof object === 'string' || Array.isArray(object)) {
    if (Array.isArray(index)) return elements(object, index, offset);
    if (typeof index === 'number') return object.at(index) ?? null;
  }
  return readProperty(object, textOf(index), offset);
}

function elements(object: string | Value[], indexes: readonly Value[], offset: number): Value {
  const found = indexes.map((index) => readElement(object, index, offset));
  return typeof object === 'string' ? found.map(textOf).join('') : found;
}
