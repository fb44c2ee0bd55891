import type { AnnotationMember, AnnotationNode, Modifier } from '../ast/type.ts';
import { accept, type Cursor, next, peek, sees, skipLines, endFrom, spanFrom } from './cursor.ts';
import { close, expect, fail, fault, nested } from './fail.ts';
import { parseQualifiedName } from './types.ts';

const modifiers: ReadonlySet<string> = new Set<Modifier>([
  'abstract',
  'final',
  'native',
  'private',
  'protected',
  'public',
  'static',
  'strictfp',
  'synchronized',
  'transient',
  'volatile',
]);

/** The words that can stand before a declaration, besides `def`. */
export const modifierNames: ReadonlySet<string> = new Set([...modifiers, 'threadsafe']);

const access: ReadonlySet<string> = new Set(['private', 'protected', 'public']);

/** What stands before a declaration. */
export interface Modifiers {
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly AnnotationNode[];
}

/** Takes modifiers, annotations and one `def`, in any order. */
export function parseModifiers(cursor: Cursor): Modifiers {
  const words: Modifier[] = [];
  const annotations: AnnotationNode[] = [];
  let hasDef = false;
  for (;;) {
    const token = peek(cursor);
    if (!hasDef && accept(cursor, 'def')) {
      hasDef = true;
    } else if (token.type === 'keyword' && modifierNames.has(token.text)) {
      addModifier(cursor, words);
    } else if (sees(cursor, '@') && !sees(cursor, 'interface', 1)) {
      annotations.push(parseAnnotation(cursor));
    } else {
      return { modifiers: words, annotations };
    }
    skipLines(cursor);
  }
}

/** Takes the annotations and the words of `allowed` before a parameter. */
export function parseParameterModifiers(cursor: Cursor): Modifiers {
  const words: Modifier[] = [];
  const annotations: AnnotationNode[] = [];
  let hasDef = false;
  for (;;) {
    if (!hasDef && accept(cursor, 'def')) hasDef = true;
    else if (sees(cursor, 'final')) addModifier(cursor, words);
    else if (sees(cursor, '@')) annotations.push(parseAnnotation(cursor));
    else return { modifiers: words, annotations };
    skipLines(cursor);
  }
}

/** Takes annotations alone. */
export function parseAnnotations(cursor: Cursor): AnnotationNode[] {
  const annotations: AnnotationNode[] = [];
  while (sees(cursor, '@') && !sees(cursor, 'interface', 1)) {
    annotations.push(parseAnnotation(cursor));
    skipLines(cursor);
  }
  return annotations;
}

function addModifier(cursor: Cursor, words: Modifier[]): void {
  const { text, start } = next(cursor);
  const word = text as Modifier;
  if (!modifiers.has(text)) fault(cursor, start, `'${text}' is no modifier`);
  if (words.includes(word)) fault(cursor, start, `the modifier '${text}' is written twice`);
  else if (access.has(text) && words.some((other) => access.has(other))) {
    fault(cursor, start, `the modifier '${text}' contradicts the one before it`);
  }
  words.push(word);
}

/** Takes `@Name` and its arguments. */
export function parseAnnotation(cursor: Cursor): AnnotationNode {
  const { start } = expect(cursor, '@');
  const name = parseQualifiedName(cursor);
  const span = spanFrom(cursor, start);
  skipLines(cursor);
  if (!sees(cursor, '(')) return { name, members: [], ...span };
  const open = next(cursor);
  const members = sees(cursor, ')') ? [] : nested(cursor, () => parseMembers(cursor));
  close(cursor, ')', open);
  return { name, members, start, end: endFrom(cursor, start) };
}

function parseMembers(cursor: Cursor): AnnotationMember[] {
  if (!sees(cursor, '=', 1)) {
    const value = parseMemberValue(cursor);
    return [{ name: 'value', value, start: value.start, end: value.end }];
  }
  const members: AnnotationMember[] = [];
  do {
    skipLines(cursor);
    members.push(parseMember(cursor, members));
  } while (accept(cursor, ','));
  return members;
}

function parseMember(cursor: Cursor, others: readonly AnnotationMember[]): AnnotationMember {
  const { type, text, start } = peek(cursor);
  if (type !== 'name' && type !== 'keyword') fail(cursor, ['a name']);
  next(cursor);
  expect(cursor, '=');
  skipLines(cursor);
  const value = parseMemberValue(cursor);
  if (others.some(({ name }) => name === text)) fault(cursor, start, `'${text}' is given twice`);
  return { name: text, value, start, end: endFrom(cursor, start) };
}

/** Takes an expression without assignment, or another annotation. */
export function parseMemberValue(cursor: Cursor): AnnotationMember['value'] {
  if (!sees(cursor, '@')) return cursor.rules.conditional(cursor);
  const annotation = parseAnnotation(cursor);
  return { kind: 'annotation', annotation, start: annotation.start, end: annotation.end };
}
