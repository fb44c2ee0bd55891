import type { CallNode, Expression, Statement } from '@pipeline-lab/groovy/syntax';
import type { Known, Names } from './facts.ts';
import { matches, ofText, ofTexts } from './text-methods.ts';

/**
 * The value of an expression as far as it can be told without a build: literals, parameters, variables, comparisons
 * and the usual methods of texts. Undefined for everything else.
 */
export function valueOf(expression: Expression, names: Names): Known | undefined {
  const inner = (one: Expression): Known | undefined => valueOf(one, names);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'number':
      return Number(expression.text);
    case 'gstring':
      return joined(expression.parts.map((part) => (typeof part === 'string' ? part : inner(part))));
    case 'list':
      return allKnown(expression.elements.map(inner));
    case 'variable':
      return names.env(expression.name);
    case 'property':
      return memberValue(expression.object, expression.name, names);
    case 'index':
      return expression.index.kind === 'literal'
        ? memberValue(expression.object, String(expression.index.value), names)
        : undefined;
    case 'unary':
      return expression.operator === '!' ? negated(inner(expression.operand)) : undefined;
    case 'ternary': {
      const test = inner(expression.test);
      return test === undefined
        ? undefined
        : inner(isTrue(test) ? expression.consequent : expression.alternate);
    }
    case 'elvis': {
      const left = inner(expression.left);
      return left === undefined || isTrue(left) ? left : inner(expression.right);
    }
    case 'cast':
      return inner(expression.value);
    case 'binary':
      return binaryValue(expression, names);
    case 'call':
      return callValue(expression, names);
    default:
      return undefined;
  }
}

/** The value of a block of one statement, `x` or `return x`. */
export function blockValue(body: readonly Statement[], names: Names): Known | undefined {
  const [only, second] = body;
  if (only === undefined || second !== undefined) return undefined;
  if (only.kind === 'expression') return valueOf(only.expression, names);
  return only.kind === 'return' && only.value !== undefined ? valueOf(only.value, names) : undefined;
}

/** Groovy's truth. */
export function isTrue(value: Known): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function memberValue(object: Expression, name: string, names: Names): Known | undefined {
  if (object.kind !== 'variable') return undefined;
  if (object.name === 'params') return names.param(name);
  return object.name === 'env' ? names.env(name) : undefined;
}

function negated(value: Known | undefined): Known | undefined {
  return value === undefined ? undefined : !isTrue(value);
}

function joined(parts: readonly (Known | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.map(String).join('');
}

function allKnown(values: readonly (Known | undefined)[]): readonly Known[] | undefined {
  return values.includes(undefined)
    ? undefined
    : values.flatMap((value) => (value === undefined ? [] : [value]));
}

type Binary = Extract<Expression, { kind: 'binary' }>;

function binaryValue({ operator, left, right }: Binary, names: Names): Known | undefined {
  const one = valueOf(left, names);
  const other = valueOf(right, names);
  if (operator === '&&' || operator === '||') return logical(operator, one, other);
  if (one === undefined || other === undefined) return undefined;
  switch (operator) {
    case '==':
      return isEqual(one, other);
    case '!=':
      return !isEqual(one, other);
    case 'in':
      return Array.isArray(other) ? other.some((each) => isEqual(each, one)) : undefined;
    case '==~':
      return matches(String(one), `^(?:${String(other)})$`);
    case '=~':
      return matches(String(one), String(other));
    case '+':
      return typeof one === 'string' || typeof other === 'string'
        ? `${String(one)}${String(other)}`
        : undefined;
    default:
      return ordered(operator, one, other);
  }
}

/** One side may be enough. */
function logical(operator: '&&' | '||', one: Known | undefined, other: Known | undefined): Known | undefined {
  const decisive = operator === '||';
  for (const side of [one, other]) if (side !== undefined && isTrue(side) === decisive) return decisive;
  return one === undefined || other === undefined ? undefined : !decisive;
}

/** A number equals no text. */
export function isEqual(one: Known, other: Known): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => isEqual(each, other[index] ?? null));
  return one === other;
}

function ordered(operator: string, one: Known, other: Known): boolean | undefined {
  if (typeof one !== 'number' || typeof other !== 'number') return undefined;
  if (operator === '<') return one < other;
  if (operator === '>') return one > other;
  if (operator === '<=') return one <= other;
  return operator === '>=' ? one >= other : undefined;
}

function callValue({ receiver, name, positional, named }: CallNode, names: Names): Known | undefined {
  const value = receiver === undefined ? undefined : valueOf(receiver, names);
  const [argument, second] = allKnown(positional.map((each) => valueOf(each, names))) ?? [];
  if (value === undefined || second !== undefined || named.length > 0) return undefined;
  if (Array.isArray(value)) return name === 'contains' ? value.includes(argument ?? null) : undefined;
  if (positional.length === 0) return ofText(String(value), name);
  return argument === undefined ? undefined : ofTexts(String(value), String(argument), name);
}
