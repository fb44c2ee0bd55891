import type { Expression, UpdateNode } from '../ast/expression.ts';
import type { UnaryOperator } from '../ast/operator.ts';
import {
  accept,
  type Cursor,
  is,
  next,
  peek,
  sees,
  seesName,
  skipLines,
  endFrom,
  spanFrom,
  tokenAt,
} from './cursor.ts';
import { attempt, fail, nested } from './fail.ts';
import { negativeNumberNode } from './numbers.ts';
import { parsePath } from './path.ts';
import { parseType, seesPrimitive } from './types.ts';

const signs: ReadonlySet<string> = new Set(['+', '-', '++', '--']);

/** Takes `-a ** b`, where the sign belongs to the whole power, as it does left of `*`. */
export function parseLoosePrefix(cursor: Cursor, leading: boolean): Expression {
  if (!seesSign(cursor)) return parsePowerOf(cursor, parseUnsigned(cursor, leading));
  return parseSigned(cursor, () => parsePowerOf(cursor, parseUnsigned(cursor, false)));
}

/** Takes `-a ** b`, where the sign belongs to `a` alone, as it does right of `*`. */
export function parsePower(cursor: Cursor): Expression {
  return parsePowerOf(cursor, parseUnary(cursor));
}

function parsePowerOf(cursor: Cursor, base: Expression): Expression {
  let left = base;
  while (accept(cursor, '**')) {
    skipLines(cursor);
    const right = parseUnary(cursor);
    left = {
      kind: 'binary',
      operator: '**',
      left,
      right,
      start: left.start,
      end: endFrom(cursor, left.start),
    };
  }
  return left;
}

function parseUnary(cursor: Cursor): Expression {
  if (!seesSign(cursor)) return parseUnsigned(cursor, false);
  return nested(cursor, () => parseSigned(cursor, () => parseUnary(cursor)));
}

function seesSign(cursor: Cursor): boolean {
  const { type, text } = peek(cursor);
  return type === 'operator' && signs.has(text);
}

function parseSigned(cursor: Cursor, parseOperand: () => Expression): Expression {
  const { text, start } = next(cursor);
  skipLines(cursor);
  const first = peek(cursor);
  const operand = parseOperand();
  const span = spanFrom(cursor, start);
  if (text === '++' || text === '--')
    return { kind: 'update', operator: text, prefix: true, target: operand, ...span };
  if (first.type === 'number' && operand.kind === 'number' && operand.start === first.start) {
    return text === '-' ? negativeNumberNode(first, start) : { ...operand, ...span };
  }
  return { kind: 'unary', operator: text as UnaryOperator, operand, ...span };
}

/** Takes an operand without sign: `!a`, `~a`, `(int) a`, `a++`. */
function parseUnsigned(cursor: Cursor, leading: boolean): Expression {
  const { start } = peek(cursor);
  if (sees(cursor, '!') || sees(cursor, '~')) {
    const operator = next(cursor).text as UnaryOperator;
    skipLines(cursor);
    const operand = nested(cursor, () => parseUnary(cursor));
    return { kind: 'unary', operator, operand, start, end: endFrom(cursor, start) };
  }
  return parseCast(cursor) ?? parsePostfix(cursor, leading);
}

function parsePostfix(cursor: Cursor, leading: boolean): Expression {
  const target = parsePath(cursor, leading);
  if (!sees(cursor, '++') && !sees(cursor, '--')) return target;
  const operator = next(cursor).text as UpdateNode['operator'];
  return {
    kind: 'update',
    operator,
    prefix: false,
    target,
    start: target.start,
    end: endFrom(cursor, target.start),
  };
}

/** Takes `(Type) operand`, which is a cast wherever it can be one: `(a)(b)` and `(a) [b]` are, `(a) - b` is not. */
function parseCast(cursor: Cursor): Expression | undefined {
  if (!sees(cursor, '(') || !canBeCast(cursor)) return undefined;
  return attempt(cursor, 'cast', () => {
    const { start } = next(cursor);
    const primitive = seesPrimitive(cursor);
    const type = parseType(cursor);
    if (!accept(cursor, ')')) fail(cursor, []);
    const value = nested(cursor, () => (primitive ? parseUnary(cursor) : parseUnsigned(cursor, false)));
    return { kind: 'cast', value, type, coerce: false, start, end: endFrom(cursor, start) } as const;
  });
}

function canBeCast(cursor: Cursor): boolean {
  if (!seesName(cursor, 1) && !seesPrimitive(cursor, 1)) return false;
  const closer = cursor.closers[cursor.index] ?? -1;
  if (closer < 0) return false;
  const after = tokenAt(cursor, closer + 1);
  if (after.type === 'operator') return '( [ { ! ~ + - ++ --'.split(' ').some((text) => is(after, text));
  return !['newline', 'end', 'stringMiddle', 'stringEnd'].includes(after.type);
}
