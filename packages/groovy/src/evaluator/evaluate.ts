import type {
  BinaryNode,
  Expression,
  GStringNode,
  PropertyNode,
  UnaryNode,
  UpdateNode,
} from '../ast/expression.ts';
import type { BinaryOperator } from '../ast/operator.ts';
import { GroovyRuntimeError } from '../errors.ts';
import { readElement, readProperty, readVariable } from './access.ts';
import { assign } from './assign.ts';
import { closureOf, construct, evaluateCall } from './call.ts';
import { cast, isA, operate } from './operators.ts';
import type { Frame } from './scope.ts';
import { textOf, typeOf } from './text.ts';
import { isTrue } from './truth.ts';
import type { Value } from './value.ts';

/** The value of an expression. Rejects with GroovyRuntimeError, GroovyThrownError or what the host throws. */
export async function evaluate(node: Expression, frame: Frame): Promise<Value> {
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'number':
      return Number(node.text);
    case 'gstring':
      return await evaluateGString(node, frame);
    case 'list':
      return await evaluateAll(node.elements, frame);
    case 'map':
      return new Map(
        await inOrder(
          node.entries,
          async ({ key, value }): Promise<[Value, Value]> => [
            await evaluate(key, frame),
            await evaluate(value, frame),
          ],
        ),
      );
    case 'variable':
      return readVariable(node.name, frame, node.start);
    case 'property':
      return await evaluateProperty(node, frame);
    case 'index':
      return readElement(await evaluate(node.object, frame), await evaluate(node.index, frame), node.start);
    case 'call':
      return await evaluateCall(node, frame);
    case 'new':
      return await construct(node.type.name, node.positional, frame, node.start);
    case 'closure':
      return closureOf(node, frame);
    case 'unary':
      return await evaluateUnary(node, frame);
    case 'update':
      return await evaluateUpdate(node, frame);
    case 'binary':
      return await evaluateBinary(node, frame);
    case 'ternary':
      return await evaluate(
        isTrue(await evaluate(node.test, frame)) ? node.consequent : node.alternate,
        frame,
      );
    case 'elvis': {
      const left = await evaluate(node.left, frame);
      return isTrue(left) ? left : await evaluate(node.right, frame);
    }
    case 'cast':
      return cast(await evaluate(node.value, frame), node.type.name, node.start);
    case 'instanceof':
      return isA(await evaluate(node.value, frame), node.type.name);
    case 'assign': {
      const right = await evaluate(node.value, frame);
      const value =
        node.operator === '='
          ? right
          : operate(
              node.operator.slice(0, -1) as BinaryOperator,
              await evaluate(node.target, frame),
              right,
              node.start,
            );
      await assign(node.target, value, frame);
      return value;
    }
    default:
      throw new GroovyRuntimeError(
        'UnsupportedOperationException',
        `${node.kind} is not known here`,
        node.start,
      );
  }
}

async function evaluateAll(nodes: readonly Expression[], frame: Frame): Promise<Value[]> {
  return await inOrder(nodes, (node) => evaluate(node, frame));
}

async function inOrder<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await task(item));
  return results;
}

async function evaluateGString({ parts }: GStringNode, frame: Frame): Promise<string> {
  const texts = await inOrder(parts, async (part) =>
    typeof part === 'string' ? part : textOf(await evaluate(part, frame)),
  );
  return texts.join('');
}

async function evaluateProperty(node: PropertyNode, frame: Frame): Promise<Value> {
  const object = await evaluate(node.object, frame);
  if (object === null && node.safe) return null;
  return readProperty(object, node.name, node.start);
}

async function evaluateUnary({ operator, operand, start }: UnaryNode, frame: Frame): Promise<Value> {
  const value = await evaluate(operand, frame);
  if (operator === '!') return !isTrue(value);
  if (typeof value === 'number') return operator === '-' ? -value : value;
  throw new GroovyRuntimeError(
    'MissingMethodException',
    `there is no operation ${operator}${typeOf(value)}`,
    start,
  );
}

async function evaluateUpdate({ operator, prefix, target, start }: UpdateNode, frame: Frame): Promise<Value> {
  const before = await evaluate(target, frame);
  const after = operate(operator === '++' ? '+' : '-', before, 1, start);
  await assign(target, after, frame);
  return prefix ? after : before;
}

async function evaluateBinary({ operator, left, right, start }: BinaryNode, frame: Frame): Promise<Value> {
  const first = await evaluate(left, frame);
  if (operator === '&&') return isTrue(first) && isTrue(await evaluate(right, frame));
  if (operator === '||') return isTrue(first) || isTrue(await evaluate(right, frame));
  const second = await evaluate(right, frame);
  try {
    return operate(operator, first, second, start);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new GroovyRuntimeError('PatternSyntaxException', error.message, start);
  }
}
