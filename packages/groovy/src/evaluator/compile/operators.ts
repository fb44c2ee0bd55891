import type {
  BinaryNode,
  ElvisNode,
  TernaryNode,
  UnaryNode,
  CastNode,
  InstanceofNode,
} from '../../ast/expression.ts';
import { castTo, coerceTo, isOfType } from '../core/cast.ts';
import { whenKnown } from '../core/eventual.ts';
import { fail } from '../core/fail.ts';
import { invokeMethod } from '../core/invoke.ts';
import { applyUnary, operate, type Operator } from '../core/operators.ts';
import { isTrue } from '../core/truth.ts';
import { classOf } from '../core/class-of.ts';
import { Instance, ScriptClass } from '../value/instance.ts';
import type { Eventual, Value } from '../value/value.ts';
import { locate, located } from './errors.ts';
import { type Code, type Frame, instant, isInstant } from './frame.ts';
import type { Scope } from './scope.ts';

export function compileBinary(node: BinaryNode, scope: Scope): Code {
  const { operator, start } = node;
  const left = scope.unit.expression(node.left, scope);
  const right = scope.unit.expression(node.right, scope);
  if (operator === '&&' || operator === '||') return compileLogical(left, right, operator === '&&');
  const apply = (a: Value, b: Value, frame: Frame): Eventual => {
    try {
      return located(operate(operator, a, b, frame), start);
    } catch (error) {
      return locate(error, start);
    }
  };
  const fast = fastPath(operator, left, right, apply);
  if (isInstant(left) && isInstant(right)) return fast;
  return (frame) => {
    const a = left(frame);
    if (a instanceof Promise) return leftLater(a, right, apply, frame);
    const b = right(frame);
    return b instanceof Promise ? rightLater(a, b, apply, frame) : apply(a, b, frame);
  };
}

type Apply = (left: Value, right: Value, frame: Frame) => Eventual;

async function leftLater(left: Promise<Value>, right: Code, apply: Apply, frame: Frame): Promise<Value> {
  const a = await left;
  return await apply(a, await right(frame), frame);
}

async function rightLater(left: Value, right: Promise<Value>, apply: Apply, frame: Frame): Promise<Value> {
  return await apply(left, await right, frame);
}

/** Of operands that are no promises: ints are handled here. */
function fastPath(operator: Operator, left: Code, right: Code, apply: Apply): Code {
  switch (operator) {
    case '+':
      return (frame) => {
        const a = left(frame) as Value;
        const b = right(frame) as Value;
        if (typeof a === 'number' && typeof b === 'number') {
          const sum = a + b;
          if (sum === (sum | 0)) return sum;
        }
        return apply(a, b, frame);
      };
    case '-':
      return (frame) => {
        const a = left(frame) as Value;
        const b = right(frame) as Value;
        if (typeof a === 'number' && typeof b === 'number') {
          const difference = a - b;
          if (difference === (difference | 0)) return difference;
        }
        return apply(a, b, frame);
      };
    case '*':
    case '%':
      return intFast(operator, left, right, apply);
    case '<':
      return compareFast(left, right, apply, (a, b) => a < b);
    case '>':
      return compareFast(left, right, apply, (a, b) => a > b);
    case '<=':
      return compareFast(left, right, apply, (a, b) => a <= b);
    case '>=':
      return compareFast(left, right, apply, (a, b) => a >= b);
    case '==':
      return compareFast(left, right, apply, (a, b) => a === b);
    case '!=':
      return compareFast(left, right, apply, (a, b) => a !== b);
    default:
      return (frame) => apply(left(frame) as Value, right(frame) as Value, frame);
  }
}

function intFast(operator: '*' | '%', left: Code, right: Code, apply: Apply): Code {
  const isProduct = operator === '*';
  return (frame) => {
    const a = left(frame) as Value;
    const b = right(frame) as Value;
    if (typeof a === 'number' && typeof b === 'number' && a === (a | 0) && b === (b | 0)) {
      if (isProduct) return Math.imul(a, b);
      if (b !== 0) return (a % b) | 0;
    }
    return apply(a, b, frame);
  };
}

function compareFast(
  left: Code,
  right: Code,
  apply: Apply,
  compare: (a: number, b: number) => boolean,
): Code {
  return (frame) => {
    const a = left(frame) as Value;
    const b = right(frame) as Value;
    return typeof a === 'number' && typeof b === 'number' ? compare(a, b) : apply(a, b, frame);
  };
}

function compileLogical(left: Code, right: Code, isAnd: boolean): Code {
  const rest = (first: Value, frame: Frame): Eventual => {
    if (truthOf(first, frame) !== isAnd) return !isAnd;
    const second = right(frame);
    return second instanceof Promise ? second.then((value) => truthOf(value, frame)) : truthOf(second, frame);
  };
  const code: Code = (frame) => {
    const first = left(frame);
    return first instanceof Promise ? first.then((value) => rest(value, frame)) : rest(first, frame);
  };
  return isInstant(left) && isInstant(right) ? instant(code) : code;
}

function truthOf(value: Value, frame: Frame): boolean {
  return typeof value === 'boolean' ? value : isTrue(value, frame);
}

/** The truth of an expression. */
export function compileTest(code: Code): (frame: Frame) => boolean | Promise<boolean> {
  return (frame) => {
    const value = code(frame);
    if (typeof value === 'boolean') return value;
    return value instanceof Promise ? value.then((later) => truthOf(later, frame)) : isTrue(value, frame);
  };
}

export function compileTernary(node: TernaryNode, scope: Scope): Code {
  const test = compileTest(scope.unit.expression(node.test, scope));
  const yes = scope.unit.expression(node.consequent, scope);
  const no = scope.unit.expression(node.alternate, scope);
  return (frame) => {
    const holds = test(frame);
    if (holds instanceof Promise) return holds.then((later) => (later ? yes(frame) : no(frame)));
    return holds ? yes(frame) : no(frame);
  };
}

export function compileElvis(node: ElvisNode, scope: Scope): Code {
  const left = scope.unit.expression(node.left, scope);
  const right = scope.unit.expression(node.right, scope);
  return (frame) => whenKnown(left(frame), (value) => (truthOf(value, frame) ? value : right(frame)));
}

export function compileUnary(node: UnaryNode, scope: Scope): Code {
  const operand = scope.unit.expression(node.operand, scope);
  const { operator, start } = node;
  const apply = (value: Value, frame: Frame): Eventual => {
    if (operator === '!') return !truthOf(value, frame);
    try {
      return located(applyUnary(operator, value, frame), start);
    } catch (error) {
      return locate(error, start);
    }
  };
  const code: Code = (frame) => {
    const value = operand(frame);
    return value instanceof Promise ? value.then((later) => apply(later, frame)) : apply(value, frame);
  };
  return operator === '!' && isInstant(operand) ? instant(code) : code;
}

export function compileCast(node: CastNode, scope: Scope): Code {
  const value = scope.unit.expression(node.value, scope);
  const type = scope.unit.resolveType(node.type);
  if (type === undefined) {
    return (frame) => whenKnown(value(frame), () => locateMissing(node.type.name, node.type.start));
  }
  const apply = (given: Value, frame: Frame): Eventual => {
    try {
      if (node.coerce && given instanceof Instance && !classOf(given).isA(type.cls)) {
        const own = given.cls.find('asType', 1);
        if (
          own !== undefined &&
          given.cls.line.some((each) => each instanceof ScriptClass && each.methods.has('asType'))
        )
          return invokeMethod(given, 'asType', [type.cls], frame);
      }
      return node.coerce ? coerceTo(given, type, frame) : castTo(given, type, frame);
    } catch (error) {
      return locate(error, node.start);
    }
  };
  return (frame) => whenKnown(value(frame), (given) => apply(given, frame));
}

export function compileInstanceof(node: InstanceofNode, scope: Scope): Code {
  const value = scope.unit.expression(node.value, scope);
  const type = scope.unit.resolveType(node.type);
  if (type === undefined)
    return (frame) => whenKnown(value(frame), () => locateMissing(node.type.name, node.type.start));
  return (frame) => whenKnown(value(frame), (given) => isOfType(given, type));
}

function locateMissing(name: string, offset: number): never {
  try {
    return fail('ClassNotFoundException', `unable to resolve class ${name}`);
  } catch (error) {
    return locate(error, offset);
  }
}
