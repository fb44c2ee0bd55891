import { badLabel } from '../errors.ts';

/** Whether labels satisfy an expression such as `linux && (arm || !slow)`; an empty one suits every agent. */
export function labelMatches(expression: string, labels: ReadonlySet<string>): boolean {
  const tokens = expression.match(/\|\||&&|[!()]|"[^"]*"|[^\s!()&|"]+/g) ?? [];
  if (tokens.length === 0) return true;
  const cursor = { tokens, at: 0 };
  const value = either(cursor, labels, expression);
  if (cursor.at < tokens.length) throw badLabel(expression);
  return value;
}

interface Cursor {
  readonly tokens: readonly string[];
  at: number;
}

function either(cursor: Cursor, labels: ReadonlySet<string>, whole: string): boolean {
  let value = both(cursor, labels, whole);
  while (take(cursor, '||')) value = both(cursor, labels, whole) || value;
  return value;
}

function both(cursor: Cursor, labels: ReadonlySet<string>, whole: string): boolean {
  let value = one(cursor, labels, whole);
  while (take(cursor, '&&')) value = one(cursor, labels, whole) && value;
  return value;
}

function one(cursor: Cursor, labels: ReadonlySet<string>, whole: string): boolean {
  if (take(cursor, '!')) return !one(cursor, labels, whole);
  if (take(cursor, '(')) {
    const value = either(cursor, labels, whole);
    if (!take(cursor, ')')) throw badLabel(whole);
    return value;
  }
  const name = cursor.tokens[cursor.at];
  if (name === undefined || /^(?:\|\||&&|\))$/.test(name)) throw badLabel(whole);
  cursor.at += 1;
  return labels.has(name.replaceAll('"', ''));
}

function take(cursor: Cursor, token: string): boolean {
  if (cursor.tokens[cursor.at] !== token) return false;
  cursor.at += 1;
  return true;
}
