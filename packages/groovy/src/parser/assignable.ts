import type { Expression } from '../ast/expression.ts';
import type { Token } from '../lexer/token.ts';
import type { Cursor } from './cursor.ts';
import { fault } from './fail.ts';

const assignable: ReadonlySet<Expression['kind']> = new Set([
  'variable',
  'property',
  'index',
  'tuple',
  'assign',
]);

const names: Partial<Record<Expression['kind'], string>> = {
  literal: 'a constant',
  number: 'a number',
  gstring: 'a string',
  call: 'a call',
  map: 'a map',
  list: 'a list',
  closure: 'a closure',
};

/** Notes a left side that nothing can be assigned to. */
export function checkTarget(cursor: Cursor, target: Expression, operator: Token): void {
  if (assignable.has(target.kind)) return;
  const what = names[target.kind] ?? 'this expression';
  fault(cursor, operator.start, `${what} cannot stand left of '${operator.text}'`, [
    'a variable, a property or an element on the left',
  ]);
}
