import type { Expression } from '../ast/expression.ts';
import type { Statement } from '../ast/statement.ts';
import { seesCommandArgument } from './arguments.ts';
import { parseCommand } from './command.ts';
import { parseControl } from './control.ts';
import { type Cursor, fail, nested, peek, sees, seesAfterLines, skipLines, spanFrom } from './cursor.ts';
import { parseDeclaration } from './declarations.ts';
import { parseClosure } from './literals.ts';
import { withClosure } from './postfix.ts';

/** Takes statements up to a `}`, a `case` or the end, which stay. */
export function parseStatements(cursor: Cursor): readonly Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    skipSeparators(cursor);
    if (endsStatements(cursor)) return statements;
    statements.push(parseStatement(cursor));
    if (!endsStatements(cursor) && peek(cursor).type !== 'newline' && !sees(cursor, ';')) {
      fail(cursor, ['the end of the line', "';'"]);
    }
  }
}

function skipSeparators(cursor: Cursor): void {
  while (peek(cursor).type === 'newline' || sees(cursor, ';')) cursor.index += 1;
}

function endsStatements(cursor: Cursor): boolean {
  if (peek(cursor).type === 'end' || sees(cursor, '}') || sees(cursor, 'case')) return true;
  return sees(cursor, 'default') && sees(cursor, ':', 1);
}

/** Takes one statement. */
function parseStatement(cursor: Cursor): Statement {
  return nested(cursor, (cursor) => {
    if (sees(cursor, '{')) return parseBlock(cursor);
    return (
      parseControl(cursor, parseStatement) ?? parseDeclaration(cursor) ?? parseExpressionStatement(cursor)
    );
  });
}

function parseBlock(cursor: Cursor): Statement {
  const { body, parameters, ...closure } = parseClosure(cursor);
  if (parameters !== undefined) {
    return { ...closure, kind: 'expression', expression: { body, parameters, ...closure } };
  }
  return { ...closure, kind: 'block', statements: body };
}

function parseExpressionStatement(cursor: Cursor): Statement {
  const start = peek(cursor).start;
  let expression = parseCommand(cursor);
  // A block may stand on its own line only where a statement is: `stage('x')` and `{` below it.
  while (takesBlock(expression) && peek(cursor).type === 'newline' && seesAfterLines(cursor, '{')) {
    skipLines(cursor);
    expression = withClosure(cursor, expression);
  }
  if (seesCommandArgument(cursor)) fail(cursor, ['the end of the line', "';'"]);
  return { kind: 'expression', expression, ...spanFrom(cursor, start) };
}

function takesBlock(expression: Expression): boolean {
  return expression.kind === 'variable' || (expression.kind === 'call' && expression.closure === undefined);
}
