import type { Expression } from '../ast/expression.ts';
import { type Cursor, peek, sees } from './cursor.ts';
import { parseVariable } from './declarations.ts';
import { parseExpression } from './expressions.ts';
import { fail } from './fail.ts';
import { seesDeclaration } from './lookahead.ts';
import { parseAnnotation } from './modifiers.ts';

/** Takes what can stand in parentheses and brackets: an expression, or the annotation that an annotation holds. */
export function parseEnclosed(cursor: Cursor): Expression {
  const { type, text } = peek(cursor);
  if (type !== 'end' && peek(cursor, 1).type === 'end') {
    // Groovy looks two tokens ahead, so the error stands before the end of the text.
    fail(cursor, ['what closes the bracket'], `the text ends after '${text}', within a bracket`);
  }
  if (!sees(cursor, '@')) return parseExpression(cursor);
  const annotation = parseAnnotation(cursor);
  return { kind: 'annotation', annotation, start: annotation.start, end: annotation.end };
}

/** Takes what can stand between brackets or commas: what `parseEnclosed` takes, or a declaration. */
export function parseElement(cursor: Cursor): Expression {
  if (!seesDeclaration(cursor)) return parseEnclosed(cursor);
  const declaration = parseVariable(cursor);
  return { kind: 'declaration', declaration, start: declaration.start, end: declaration.end };
}
