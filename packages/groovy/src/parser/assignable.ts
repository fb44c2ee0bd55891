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
  const isSelf = target.kind === 'variable' && (target.name === 'this' || target.name === 'super');
  if (assignable.has(target.kind) && !isSelf) return;
  const what = isSelf ? `'${target.name}'` : (names[target.kind] ?? 'this expression');
  fault(cursor, operator.start, `${what} cannot stand left of '${operator.text}'`, [
    'a variable, a property or an element on the left',
  ]);
}
