import { afterLines, type Cursor, is, tokenAt } from './cursor.ts';
import { modifierNames } from './modifiers.ts';

const primitives: ReadonlySet<string> = new Set(
  'void boolean byte char short int float long double'.split(' '),
);

/**
 * Whether a declaration is next: modifiers, annotations and types before a name. A lone word is a type only if it
 * begins with an upper-case letter or is a primitive: `String x` declares, `echo x` calls.
 */
export function seesDeclaration(cursor: Cursor): boolean {
  let index: number | undefined = cursor.index;
  while (index !== undefined && (seesModifier(cursor, index) || seesTypeBefore(cursor, index))) {
    index = seesModifier(cursor, index) ? afterModifier(cursor, index) : afterType(cursor, index);
  }
  if (index === undefined || index === cursor.index) return false;
  const { type } = tokenAt(cursor, index);
  return type === 'name' || type === 'string';
}

/** Whether `def <T> …` is next. */
export function seesGenericMethod(cursor: Cursor): boolean {
  const index = afterModifiers(cursor, cursor.index);
  return index > cursor.index && is(tokenAt(cursor, index), '<');
}

/** Whether `def (a, b) = …` is next. */
export function seesDestructuring(cursor: Cursor): boolean {
  const index = afterModifiers(cursor, cursor.index);
  if (!is(tokenAt(cursor, index), '(')) return false;
  return cursor.tokens.slice(cursor.index, index).findLast(({ type }) => type !== 'newline')?.text === 'def';
}

/** Whether `class`, `interface`, `enum`, `trait` or `@interface` is next, after modifiers. */
export function seesTypeDeclaration(cursor: Cursor): boolean {
  const index = afterModifiers(cursor, cursor.index);
  const token = tokenAt(cursor, index);
  if (is(token, '@')) return is(tokenAt(cursor, index + 1), 'interface');
  return ['class', 'interface', 'enum', 'trait'].some((text) => is(token, text));
}

/** Whether a constructor of the class `name` is next. */
export function seesConstructor(cursor: Cursor): boolean {
  const index = afterModifiers(cursor, cursor.index);
  const { type, text } = tokenAt(cursor, index);
  if (type !== 'name' || text !== cursor.className) return false;
  return is(tokenAt(cursor, afterLines(cursor, index + 1)), '(');
}

/** The index after the modifiers and annotations that begin at `from`. */
function afterModifiers(cursor: Cursor, from: number): number {
  let index = from;
  for (;;) {
    const after = afterModifier(cursor, index);
    if (after === undefined) return index;
    index = after;
  }
}

function afterModifier(cursor: Cursor, index: number): number | undefined {
  if (!seesModifier(cursor, index)) return undefined;
  return is(tokenAt(cursor, index), '@') ? afterAnnotation(cursor, index + 1) : afterLines(cursor, index + 1);
}

/** Whether what begins with modifiers can only be a class: they are followed by more of them, or by a line end. */
export function seesBrokenTypeDeclaration(cursor: Cursor): boolean {
  const { index } = cursor;
  if (!seesModifier(cursor, index)) return false;
  return (
    is(tokenAt(cursor, index), '@') ||
    tokenAt(cursor, index + 1).type === 'newline' ||
    seesModifier(cursor, index + 1)
  );
}

function seesModifier(cursor: Cursor, index: number): boolean {
  const token = tokenAt(cursor, index);
  if (token.type !== 'keyword') return is(token, '@');
  return token.text === 'def' || modifierNames.has(token.text);
}

/** Whether what stands at an index must be a type, because a name or another part of a declaration follows it. */
function seesTypeBefore(cursor: Cursor, index: number): boolean {
  const token = tokenAt(cursor, index);
  if (token.type === 'keyword') return primitives.has(token.text);
  if (token.type !== 'name') return false;
  const { type, text } = tokenAt(cursor, index + 1);
  if (type === 'name' || type === 'string') return true;
  if (type === 'operator') return text === '.' || text === '[' || text === '<' || text === '@';
  return type === 'keyword' && (seesModifier(cursor, index + 1) || primitives.has(text));
}

/** The index after the annotations that begin at `from`. */
export function afterAnnotations(cursor: Cursor, from: number): number {
  let index = from;
  while (is(tokenAt(cursor, index), '@')) {
    const after = afterAnnotation(cursor, index + 1);
    if (after === undefined) return index;
    index = after;
  }
  return index;
}

function afterAnnotation(cursor: Cursor, from: number): number | undefined {
  if (tokenAt(cursor, from).type !== 'name') return undefined;
  let index = from + 1;
  while (is(tokenAt(cursor, index), '.') && tokenAt(cursor, afterLines(cursor, index + 1)).type === 'name') {
    index = afterLines(cursor, index + 1) + 1;
  }
  index = afterLines(cursor, index);
  if (!is(tokenAt(cursor, index), '(')) return index;
  const closer = cursor.closers[index] ?? -1;
  return closer < 0 ? undefined : afterLines(cursor, closer + 1);
}

function afterType(cursor: Cursor, from: number): number | undefined {
  const named = afterTypeName(cursor, from);
  if (named === undefined) return undefined;
  let index = afterTypeArguments(cursor, named);
  if (index === undefined) return undefined;
  while (is(tokenAt(cursor, index), '[')) {
    const closer: number = cursor.closers[index] ?? -1;
    if (closer < 0) return undefined;
    index = closer + 1;
  }
  return index;
}

function afterTypeName(cursor: Cursor, from: number): number | undefined {
  const first = tokenAt(cursor, from);
  if (first.type === 'keyword') return primitives.has(first.text) ? from + 1 : undefined;
  if (first.type !== 'name') return undefined;
  let index = from;
  while (is(tokenAt(cursor, index + 1), '.') && tokenAt(cursor, index + 2).type === 'name') index += 2;
  return beginsUpperCase(tokenAt(cursor, index).text) ? index + 1 : undefined;
}

function beginsUpperCase(text: string): boolean {
  return text < '\u0080' ? /^[A-Z]/.test(text) : /^\p{Lu}/u.test(text);
}

const inAngles: ReadonlySet<string> = new Set('. , ? & [ ] extends super'.split(' '));
const closing = new Map([
  ['>', 1],
  ['>>', 2],
  ['>>>', 3],
]);

/** The index after `<…>` at `from`, or `from` if there is none; undefined if it is empty or not closed. */
function afterTypeArguments(cursor: Cursor, from: number): number | undefined {
  if (!is(tokenAt(cursor, from), '<')) return from;
  if (is(tokenAt(cursor, from + 1), '>')) return undefined;
  let open = 0;
  for (let index = from; ; index += 1) {
    const token = tokenAt(cursor, index);
    if (is(token, '<')) open += 1;
    else if (token.type === 'operator' && closing.has(token.text)) open -= closing.get(token.text) ?? 0;
    else if (!staysInAngles(token.type, token.text)) return undefined;
    if (open === 0) return index + 1;
    if (open < 0) return undefined;
  }
}

function staysInAngles(type: string, text: string): boolean {
  if (type === 'name' || type === 'newline') return true;
  return (type === 'operator' || type === 'keyword') && (inAngles.has(text) || primitives.has(text));
}
