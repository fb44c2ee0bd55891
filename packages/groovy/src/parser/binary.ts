import type { Expression } from '../ast/expression.ts';
import type { BinaryOperator } from '../ast/operator.ts';
import { type Cursor, next, peek, skipLines, endFrom } from './cursor.ts';
import { fault } from './fail.ts';
import { parseType } from './types.ts';
import { parseLoosePrefix, parsePower } from './unary.ts';

/** The operators from the loosest to the tightest; `**` and the prefixes bind tighter than all of them. */
const levels: readonly ReadonlySet<string>[] = [
  '||',
  '&&',
  '|',
  '^',
  '&',
  '=~ ==~',
  '== != <=> === !==',
  '< > <= >= in instanceof as',
  '<< >> >>> .. ..<',
  '+ -',
  '* / %',
].map((operators) => new Set(operators.split(' ')));

const levelOf: ReadonlyMap<string, number> = new Map(
  levels.flatMap((operators, level) => [...operators].map((operator) => [operator, level] as const)),
);

const relational = levelOf.get('in') ?? 0;
/** The level of `<<` and `..`, which an iterable after `in` must have at least. */
export const shiftLevel: number = levelOf.get('<<') ?? 0;
const multiplicative = levelOf.get('*') ?? 0;

/** Takes operands joined by operators of at least a level; see `leading` at `Rules.expression`. */
export function parseBinary(cursor: Cursor, lowest: number, leading: boolean): Expression {
  let left = lowest > multiplicative ? parsePower(cursor) : parseLoosePrefix(cursor, leading);
  // A comparison has two operands: `a < b < c` is no expression.
  let highest = levels.length - 1;
  for (;;) {
    const level = levelOf.get(peek(cursor).mark) ?? -1;
    if (level < lowest || level > highest) return left;
    left = parseRight(cursor, left, level);
    highest = level === relational ? level - 1 : level;
  }
}

function parseRight(cursor: Cursor, left: Expression, level: number): Expression {
  const { text, start } = next(cursor);
  skipLines(cursor);
  if (text === 'instanceof') {
    const type = parseType(cursor);
    return { kind: 'instanceof', value: left, type, start: left.start, end: endFrom(cursor, left.start) };
  }
  if (text === 'as') {
    const type = parseType(cursor);
    return {
      kind: 'cast',
      value: left,
      type,
      coerce: true,
      start: left.start,
      end: endFrom(cursor, left.start),
    };
  }
  if (text === '===' || text === '!==') {
    fault(cursor, start, `this Groovy has no '${text}'`, ["'.is(…)'"]);
  }
  const right = parseBinary(cursor, level + 1, false);
  const operator = text as BinaryOperator;
  return { kind: 'binary', operator, left, right, start: left.start, end: endFrom(cursor, left.start) };
}
