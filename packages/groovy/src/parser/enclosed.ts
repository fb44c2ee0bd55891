import type { Expression } from '../ast/expression.ts';
import { type Cursor, sees } from './cursor.ts';
import { parseExpression } from './expressions.ts';
import { parseAnnotation } from './modifiers.ts';

/** Takes what can stand in parentheses and brackets: an expression, or the annotation that an annotation holds. */
export function parseEnclosed(cursor: Cursor): Expression {
  if (!sees(cursor, '@')) return parseExpression(cursor);
  const annotation = parseAnnotation(cursor);
  return { kind: 'annotation', annotation, start: annotation.start, end: annotation.end };
}
