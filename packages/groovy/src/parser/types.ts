import { keywords } from '../lexer/token.ts';
import { accept, type Cursor, fail, name, peek, sees } from './cursor.ts';

const builtIn: ReadonlySet<string> = new Set('boolean byte char double float int long short void'.split(' '));

/** Takes `a.b.Type`, with type arguments and `[]`, which are dropped. */
export function qualifiedName(cursor: Cursor): string {
  let path = name(cursor).text;
  while (sees(cursor, '.') && peek(cursor, 1).type === 'word') {
    cursor.index += 1;
    path += `.${name(cursor).text}`;
  }
  skipTypeArguments(cursor);
  while (sees(cursor, '[') && sees(cursor, ']', 1)) cursor.index += 2;
  return path;
}

function skipTypeArguments(cursor: Cursor): void {
  if (!accept(cursor, '<')) return;
  for (let open = 1; open > 0; cursor.index += 1) {
    const { type, text } = peek(cursor);
    if (text === '<') open += 1;
    else if (text === '>') open -= 1;
    else if (text === '>>') open -= 2;
    else if (type !== 'word' && text !== ',' && text !== '.' && text !== '?') fail(cursor, ["'>'"]);
  }
}

/**
 * How many tokens a type at the cursor takes, 0 when there is none. As in Groovy, only a built-in
 * type or a name with a capital letter counts, so that `foo bar` stays a command.
 */
export function typeLength(cursor: Cursor): number {
  let ahead = 0;
  for (;;) {
    const token = peek(cursor, ahead);
    if (token.type !== 'word') return 0;
    ahead += 1;
    if (builtIn.has(token.text)) return ahead + bracketsLength(cursor, ahead);
    if (keywords.has(token.text)) return 0;
    if (!sees(cursor, '.', ahead)) {
      return /^\p{Lu}/u.test(token.text) ? ahead + bracketsLength(cursor, ahead) : 0;
    }
    ahead += 1;
  }
}

function bracketsLength(cursor: Cursor, from: number): number {
  let ahead = from;
  if (sees(cursor, '<', ahead)) {
    do ahead += 1;
    while (peek(cursor, ahead).type === 'word' || [',', '.', '?', '<'].includes(peek(cursor, ahead).text));
    while (sees(cursor, '>', ahead) || sees(cursor, '>>', ahead)) ahead += 1;
  }
  while (sees(cursor, '[', ahead) && sees(cursor, ']', ahead + 1)) ahead += 2;
  return ahead - from;
}
