import type {
  AssignNode,
  Expression,
  IndexNode,
  PropertyNode,
  TupleNode,
  UpdateNode,
  VariableNode,
} from '../../ast/expression.ts';
import { drive, whenKnown } from '../core/eventual.ts';
import { fieldsOf } from '../core/fields.ts';
import { invokeMethod, isHostObject } from '../core/invoke.ts';
import { mapPut } from '../core/maps.ts';
import { operate, type Operator, step } from '../core/operators.ts';
import { getAttribute, getProperty, setAttribute, setProperty } from '../core/properties.ts';
import { textOf } from '../core/text.ts';
import { JavaArray } from '../value/collections.ts';
import { ScriptClass } from '../value/instance.ts';
import { GString } from '../value/text-values.ts';
import type { Eventual, Value } from '../value/value.ts';
import { locate, located } from './errors.ts';
import { type Code, type Frame, instant, isInstant } from './frame.ts';
import { getAt } from './properties.ts';
import type { Scope } from './scope.ts';
import { compileSetVariable } from './variables.ts';

/** A place that can be read and set once its parts are evaluated. */
interface Place {
  get(frame: Frame): Eventual;
  set(value: Value, frame: Frame): Eventual;
}

/** `target = value` and `target += value`. */
export function compileAssign(node: AssignNode, scope: Scope): Code {
  const { operator, target, start } = node;
  const value = scope.unit.expression(node.value, scope);
  if (target.kind === 'tuple') return compileTuple(target, value, scope, start);
  if (operator === '=') return compileSimple(target, value, scope, start);
  const own = operator.slice(0, -1) as Operator;
  if (target.kind === 'variable' && scope.resolve(target.name) !== undefined)
    return compileVariableUpdate(target, own, value, scope, start);
  const combine = (before: Value, frame: Frame): Eventual =>
    whenKnown(value(frame), (right) => operate(own, before, right, frame));
  return compileUpdateOf(target, scope, start, combine, false);
}

function compileSimple(target: Expression, value: Code, scope: Scope, start: number): Code {
  if (target.kind === 'variable') {
    const set = compileSetVariable(target.name, scope, start);
    const code: Code = (frame) => {
      const given = value(frame);
      if (given instanceof Promise) return given.then((later) => set(later, frame));
      try {
        return set(given, frame);
      } catch (error) {
        return locate(error, start);
      }
    };
    return isInstant(value) && scope.resolve(target.name) !== undefined ? instant(code) : code;
  }
  const place = compilePlace(target, scope);
  const assign = (found: Place, frame: Frame): Eventual =>
    whenKnown(value(frame), (given) => whenKnown(found.set(given, frame), () => given));
  return guarded((frame) => whenKnown<Place, Value>(place(frame), (found) => assign(found, frame)), start);
}

function guarded(code: Code, start: number): Code {
  return (frame) => {
    try {
      return located(code(frame), start);
    } catch (error) {
      return locate(error, start);
    }
  };
}

/** `x += value` of a variable that the script declares. */
function compileVariableUpdate(
  target: VariableNode,
  operator: Operator,
  value: Code,
  scope: Scope,
  start: number,
): Code {
  const read = scope.unit.expression(target, scope);
  const write = compileSetVariable(target.name, scope, start);
  const isSum = operator === '+';
  const finish = (before: Value, right: Value, frame: Frame): Eventual => {
    const after = operate(operator, before, right, frame);
    return after instanceof Promise ? after.then((later) => write(later, frame)) : write(after, frame);
  };
  return (frame) => {
    try {
      const before = read(frame) as Value;
      const right = value(frame);
      if (right instanceof Promise)
        return located(
          right.then((later) => finish(before, later, frame)),
          start,
        );
      if (isSum && typeof before === 'number' && typeof right === 'number') {
        const sum = before + right;
        if (sum === (sum | 0)) return write(sum, frame);
      }
      return located(finish(before, right, frame), start);
    } catch (error) {
      return locate(error, start);
    }
  };
}

/** Reads a place, combines, and writes it; gives the value before when `postfix`. */
function compileUpdateOf(
  target: Expression,
  scope: Scope,
  start: number,
  combine: (before: Value, frame: Frame) => Eventual,
  postfix: boolean,
): Code {
  const place = compilePlace(target, scope);
  const update = (found: Place, frame: Frame): Eventual =>
    whenKnown(found.get(frame), (before) =>
      whenKnown(combine(before, frame), (after) =>
        whenKnown(found.set(after, frame), () => (postfix ? before : after)),
      ),
    );
  return guarded((frame) => whenKnown<Place, Value>(place(frame), (found) => update(found, frame)), start);
}

/** `i++`, `--i` */
export function compileUpdate(node: UpdateNode, scope: Scope): Code {
  const { target, prefix, start } = node;
  const by = node.operator === '++' ? 1 : -1;
  if (target.kind === 'variable' && scope.resolve(target.name) !== undefined) {
    const read = scope.unit.expression(target, scope);
    const write = compileSetVariable(target.name, scope, start);
    return (frame) => {
      const before = read(frame) as Value;
      if (typeof before === 'number' && before < 2147483647 && before > -2147483648) {
        const after = write(before + by, frame);
        return prefix ? after : before;
      }
      return guarded(
        () =>
          whenKnown(step(before, by, frame), (after) =>
            whenKnown(write(after, frame), (set) => (prefix ? set : before)),
          ),
        start,
      )(frame);
    };
  }
  return compileUpdateOf(target, scope, start, (before, frame) => step(before, by, frame), !prefix);
}

function compileTuple(target: TupleNode, value: Code, scope: Scope, start: number): Code {
  const places = target.elements.map((element) => compilePlace(element, scope));
  const assign = (list: Value, frame: Frame): Eventual =>
    drive(
      (function* () {
        for (const [index, place] of places.entries()) {
          const found = place(frame);
          const item = yield elementAt(list, index, frame);
          yield whenKnown<Place, Value>(found, (ready) => ready.set(item, frame));
        }
        return list;
      })(),
    );
  return guarded((frame) => whenKnown(value(frame), (list) => assign(list, frame)), start);
}

/** An element for `def (a, b) = …`: null beyond the end of a list. */
export function elementAt(list: Value, index: number, frame: Frame): Eventual {
  if (Array.isArray(list) && !(list instanceof JavaArray)) return list[index] ?? null;
  if (list instanceof JavaArray) return index < list.length ? (list[index] ?? null) : null;
  return invokeMethod(list, 'getAt', [index], frame);
}

function compilePlace(target: Expression, scope: Scope): (frame: Frame) => Place | Promise<Place> {
  switch (target.kind) {
    case 'variable': {
      const read = scope.unit.expression(target, scope);
      const write = compileSetVariable(target.name, scope, target.start);
      const place: Place = { get: read, set: write };
      return () => place;
    }
    case 'property':
      return compilePropertyPlace(target, scope);
    case 'index':
      return compileIndexPlace(target, scope);
    default: {
      // Whatever else may stand there is evaluated, and only that.
      const code = scope.unit.expression(target, scope);
      return () => ({ get: code, set: (value) => value });
    }
  }
}

function compilePropertyPlace(node: PropertyNode, scope: Scope): (frame: Frame) => Place | Promise<Place> {
  const object = scope.unit.expression(node.object, scope);
  const nameCode =
    node.dynamicName === undefined ? undefined : scope.unit.expression(node.dynamicName, scope);
  const inside = scope.cls;
  const placeOf = (target: Value, name: string): Place => ({
    get: (frame) => (node.attribute ? getAttribute(target, name, frame) : getProperty(target, name, frame)),
    set(value, frame) {
      if (target === null && node.safe) return null;
      if (node.attribute) return setAttribute(target, name, value, frame);
      if (
        inside !== undefined &&
        target === frame.self &&
        inside.findField(name) !== undefined &&
        fieldsOf(target)?.has(name) === true
      )
        return setAttribute(target, name, value, frame);
      return setProperty(target, name, value, frame);
    },
  });
  return (frame) =>
    whenKnown(object(frame), (target) => {
      if (nameCode === undefined) return placeOf(target, node.name);
      return whenKnown(nameCode(frame), (name) => placeOf(target, textOf(name, frame)));
    });
}

function compileIndexPlace(node: IndexNode, scope: Scope): (frame: Frame) => Place | Promise<Place> {
  const object = scope.unit.expression(node.object, scope);
  const index = scope.unit.expression(node.index, scope);
  return (frame) =>
    whenKnown(object(frame), (target) =>
      whenKnown(
        index(frame),
        (key): Place => ({
          get: (reader) => getAt(target, key, reader),
          set: (value, writer) => putAt(target, key, value, writer),
        }),
      ),
    );
}

/** `target[key] = value` */
function putAt(target: Value, key: Value, value: Value, frame: Frame): Eventual {
  if (target instanceof Map) {
    mapPut(target, key instanceof GString ? textOf(key, frame) : key, value);
    return null;
  }
  if (isHostObject(target) || (target instanceof ScriptClass && target.findStatic('putAt', 2) === undefined))
    return setProperty(target, textOf(key, frame), value, frame);
  return invokeMethod(target, 'putAt', [key, value], frame);
}
