import type { Script } from '../ast/statement.ts';
import { lex } from '../lexer/lex.ts';
import { type Cursor, fail, peek } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseStatements } from './statements.ts';

/**
 * Parses Groovy source. `file` is only a name for messages.
 * Throws a `GroovySyntaxError` at the first place that is not Groovy, or not of the part of Groovy 2.4 known here.
 */
export function parse(source: string, file = 'script.groovy'): Script {
  const rules = { expression: parseExpression, statements: parseStatements };
  const cursor: Cursor = { source, file, tokens: lex(source, file), rules, index: 0, depth: 0 };
  const statements = parseStatements(cursor);
  if (peek(cursor).type !== 'end') fail(cursor, []);
  return { kind: 'script', statements, start: 0, end: source.length };
}
