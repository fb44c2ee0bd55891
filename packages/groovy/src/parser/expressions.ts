import type { Expression } from '../ast/expression.ts';
import type { AssignOperator, BinaryOperator } from '../ast/operator.ts';
import {
  accept,
  acceptAfterLines,
  type Cursor,
  expect,
  fail,
  nested,
  next,
  peek,
  skipLines,
  spanFrom,
} from './cursor.ts';
import { parsePostfix } from './postfix.ts';
import { qualifiedName } from './types.ts';

/** Parses an expression, assignments included. */
export function parseExpression(cursor: Cursor): Expression {
  return nested(cursor, parseAssignment);
}

const assignments: ReadonlySet<string> = new Set<AssignOperator>(['=', '+=', '-=', '*=', '/=', '%=']);

/** The operator of an assignment if one is next. */
export function assignOperator(cursor: Cursor): AssignOperator | undefined {
  const token = peek(cursor);
  return token.type === 'operator' && assignments.has(token.text)
    ? (token.text as AssignOperator)
    : undefined;
}

function parseAssignment(cursor: Cursor): Expression {
  const target = parseConditional(cursor);
  const operator = assignOperator(cursor);
  if (operator === undefined) return target;
  if (target.kind !== 'variable' && target.kind !== 'property' && target.kind !== 'index') {
    fail(cursor, [], 'only a variable, a property or an element can be assigned to');
  }
  next(cursor);
  skipLines(cursor);
  const value = parseExpression(cursor);
  return { kind: 'assign', operator, target, value, ...spanFrom(cursor, target.start) };
}

function parseConditional(cursor: Cursor): Expression {
  const test = parseBinary(cursor, 0);
  if (accept(cursor, '?:')) {
    skipLines(cursor);
    const right = nested(cursor, parseConditional);
    return { kind: 'elvis', left: test, right, ...spanFrom(cursor, test.start) };
  }
  if (!accept(cursor, '?')) return test;
  skipLines(cursor);
  const consequent = parseExpression(cursor);
  if (!acceptAfterLines(cursor, ':')) expect(cursor, ':');
  skipLines(cursor);
  const alternate = nested(cursor, parseConditional);
  return { kind: 'ternary', test, consequent, alternate, ...spanFrom(cursor, test.start) };
}

/** Binary operators, the loosest first. */
const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['=~', '==~'],
  ['==', '!=', '<=>'],
  ['<', '<=', '>', '>=', 'in', 'instanceof', 'as'],
  ['<<', '..', '..<'],
  ['+', '-'],
  ['*', '/', '%'],
];

function parseBinary(cursor: Cursor, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return parseUnary(cursor);
  let left = parseBinary(cursor, level + 1);
  for (;;) {
    const token = peek(cursor);
    if ((token.type !== 'operator' && token.type !== 'word') || !operators.includes(token.text)) return left;
    next(cursor);
    skipLines(cursor);
    left = finishBinary(cursor, left, token.text, level);
  }
}

function finishBinary(cursor: Cursor, left: Expression, operator: string, level: number): Expression {
  if (operator === 'as') {
    const type = qualifiedName(cursor);
    return { kind: 'cast', value: left, type, ...spanFrom(cursor, left.start) };
  }
  const right = operator === 'instanceof' ? typeLiteral(cursor) : parseBinary(cursor, level + 1);
  return {
    kind: 'binary',
    operator: operator as BinaryOperator,
    left,
    right,
    ...spanFrom(cursor, left.start),
  };
}

function typeLiteral(cursor: Cursor): Expression {
  const start = peek(cursor).start;
  const value = qualifiedName(cursor);
  return { kind: 'literal', value, ...spanFrom(cursor, start) };
}

function parseUnary(cursor: Cursor): Expression {
  const token = peek(cursor);
  const operator = token.type === 'operator' ? token.text : '';
  if (operator === '!' || operator === '-' || operator === '+') {
    next(cursor);
    const operand = nested(cursor, parseUnary);
    return { kind: 'unary', operator, operand, ...spanFrom(cursor, token.start) };
  }
  if (operator === '++' || operator === '--') {
    next(cursor);
    const target = nested(cursor, parseUnary);
    return { kind: 'update', operator, prefix: true, target, ...spanFrom(cursor, token.start) };
  }
  return parsePower(cursor);
}

function parsePower(cursor: Cursor): Expression {
  const left = parseSuffixed(cursor);
  if (!accept(cursor, '**')) return left;
  skipLines(cursor);
  const right = nested(cursor, parseUnary);
  return { kind: 'binary', operator: '**', left, right, ...spanFrom(cursor, left.start) };
}

function parseSuffixed(cursor: Cursor): Expression {
  const target = parsePostfix(cursor);
  for (const operator of ['++', '--'] as const) {
    if (accept(cursor, operator)) {
      return { kind: 'update', operator, prefix: false, target, ...spanFrom(cursor, target.start) };
    }
  }
  return target;
}
