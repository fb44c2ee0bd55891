import type { Expression } from '../ast/expression.ts';
import { GroovyRuntimeError } from '../errors.ts';
import { toNumber } from './operators.ts';
import { declaring, type Frame } from './scope.ts';
import { textOf, typeOf } from './text.ts';
import type { Value } from './value.ts';

/** Puts a value where an expression points: a variable, a property or an element. */
export async function assign(target: Expression, value: Value, frame: Frame): Promise<void> {
  if (target.kind === 'variable') return assignVariable(target.name, value, frame);
  if (target.kind === 'property') {
    return setProperty(await frame.rules.evaluate(target.object, frame), target.name, value, target.start);
  }
  if (target.kind === 'index') {
    const object = await frame.rules.evaluate(target.object, frame);
    return setElement(object, await frame.rules.evaluate(target.index, frame), value, target.start);
  }
  throw new GroovyRuntimeError('IllegalArgumentException', 'nothing can be assigned to this', target.start);
}

function assignVariable(name: string, value: Value, frame: Frame): void {
  const scope = declaring(frame.scope, name);
  if (scope === undefined) frame.host.setVariable(name, value);
  else scope.variables.set(name, value);
}

function setProperty(object: Value, name: string, value: Value, offset: number): void {
  if (object instanceof Map) object.set(name, value);
  else if (
    object !== null &&
    typeof object === 'object' &&
    'kind' in object &&
    object.kind === 'object' &&
    object.setProperty
  ) {
    object.setProperty(name, value);
  } else {
    throw new GroovyRuntimeError(
      'MissingPropertyException',
      `cannot set property '${name}' of ${typeOf(object)}`,
      offset,
    );
  }
}

function setElement(object: Value, index: Value, value: Value, offset: number): void {
  if (!Array.isArray(object)) return setProperty(object, textOf(index), value, offset);
  const at = toNumber(index, offset);
  if (!Number.isInteger(at) || at < -object.length || at > object.length + 10_000) {
    throw new GroovyRuntimeError('ArrayIndexOutOfBoundsException', `there is no element ${at}`, offset);
  }
  const place = at < 0 ? object.length + at : at;
  while (object.length < place) object.push(null);
  object[place] = value;
}
