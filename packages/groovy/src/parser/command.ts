import type { Expression } from '../ast/expression.ts';
import { parseCommandArguments, seesCommandArgument } from './arguments.ts';
import { type Cursor, spanFrom } from './cursor.ts';
import { callNode } from './postfix.ts';

/** Takes an expression that may be a command, `sh 'x'`, or assign one, `out = sh script: 'x'`. */
export function parseCommand(cursor: Cursor): Expression {
  const expression = cursor.rules.expression(cursor);
  if (expression.kind === 'assign') return commandIn(cursor, expression);
  return commandFrom(cursor, expression);
}

function commandFrom(cursor: Cursor, callee: Expression): Expression {
  if ((callee.kind !== 'variable' && callee.kind !== 'property') || !seesCommandArgument(cursor))
    return callee;
  const parsed = parseCommandArguments(cursor);
  return callNode(callee, parsed, spanFrom(cursor, callee.start));
}

function commandIn(cursor: Cursor, expression: Expression & { readonly kind: 'assign' }): Expression {
  const value =
    expression.value.kind === 'assign'
      ? commandIn(cursor, expression.value)
      : commandFrom(cursor, expression.value);
  return { ...expression, value, ...spanFrom(cursor, expression.start) };
}
