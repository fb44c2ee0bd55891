import type { Parameter } from '../ast/expression.ts';
import { accept, type Cursor, expect, name, peek, sees, skipLines, spanFrom } from './cursor.ts';
import { qualifiedName, typeLength } from './types.ts';

/** Takes the parameters of a function or closure up to the token `end`, which is taken too. */
export function parseParameters(cursor: Cursor, end: ')' | '->'): readonly Parameter[] {
  const parameters: Parameter[] = [];
  skipLines(cursor);
  while (!sees(cursor, end)) {
    parameters.push(parseParameter(cursor));
    skipLines(cursor);
    if (!accept(cursor, ',')) break;
    skipLines(cursor);
  }
  expect(cursor, end);
  return parameters;
}

function parseParameter(cursor: Cursor): Parameter {
  const start = peek(cursor).start;
  if (!accept(cursor, 'final')) accept(cursor, 'def');
  const length = typeLength(cursor);
  if (length > 0 && peek(cursor, length).type === 'word') qualifiedName(cursor);
  const { text } = name(cursor);
  const defaultValue = accept(cursor, '=') ? cursor.rules.expression(cursor) : undefined;
  return { name: text, ...(defaultValue && { defaultValue }), ...spanFrom(cursor, start) };
}

/** Whether the tokens after a closure's `{` are parameters and `->`. */
export function seesParameters(cursor: Cursor): boolean {
  let ahead = 0;
  while (peek(cursor, ahead).type === 'newline') ahead += 1;
  for (; ; ahead += 1) {
    const token = peek(cursor, ahead);
    if (sees(cursor, '->', ahead)) return true;
    if (token.type === 'newline' ? !sees(cursor, ',', ahead - 1) : endsParameters(token.type, token.text))
      return false;
  }
}

function endsParameters(type: string, text: string): boolean {
  return type === 'end' || (type === 'operator' && !',=.<>[]?'.includes(text));
}
