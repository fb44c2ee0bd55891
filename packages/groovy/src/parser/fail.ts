import { GroovySyntaxError } from '../errors.ts';
import type { Token } from '../lexer/token.ts';
import { accept, type Cursor, is, next, peek, sees } from './cursor.ts';

/** What an attempt fails with: nobody sees it, so it carries nothing. */
const attemptFailed: unique symbol = Symbol('attempt failed');

const deepest = 300;

/** Fails at the next token. */
export function fail(cursor: Cursor, expected: readonly string[], problem?: string): never {
  return failAt(cursor, peek(cursor), expected, problem);
}

/** Fails at a token; what the lexer found wrong with it goes first. */
function failAt(cursor: Cursor, token: Token, expected: readonly string[], problem?: string): never {
  // oxlint-disable-next-line typescript/only-throw-error
  if (cursor.attempts > 0) throw attemptFailed;
  // Groovy looks two tokens ahead, so what is no token is found before what does not fit.
  const lexical = token.problem ?? peek(cursor, 1).problem ?? problemInAnnotation(cursor, token);
  if (lexical !== undefined) throw syntaxError(cursor, lexical);
  const words = expected.length > 0 ? `, expected ${expected.join(' or ')}` : '';
  throw syntaxError(cursor, {
    offset: token.start,
    problem: problem ?? `unexpected ${describe(token)}${words}`,
    expected,
  });
}

/** What is no token in the arguments of the annotation at the cursor, which looking ahead comes upon. */
function problemInAnnotation(cursor: Cursor, token: Token): Token['problem'] {
  if (!is(token, '@') || token !== peek(cursor)) return undefined;
  for (let ahead = 1; ; ahead += 1) {
    const { type, problem } = peek(cursor, ahead);
    if (problem !== undefined || type === 'newline' || type === 'end') return problem;
  }
}

export function syntaxError(
  { source, file }: Cursor,
  at: { readonly offset: number; readonly problem: string; readonly expected: readonly string[] },
): GroovySyntaxError {
  return new GroovySyntaxError(at.problem, { source, file, offset: at.offset }, at.expected);
}

/** Notes what is wrong although the grammar allows it; it counts only if the grammar allows all the rest. */
export function fault(
  cursor: Cursor,
  offset: number,
  problem: string,
  expected: readonly string[] = [],
): void {
  cursor.faults.push({ offset, problem, expected });
}

/** Takes `text` or fails. */
export function expect(cursor: Cursor, text: string): Token {
  return sees(cursor, text) ? next(cursor) : fail(cursor, [`'${text}'`]);
}

/** Takes `text`, which closes the bracket `open`, or fails with the place of `open`. */
export function close(cursor: Cursor, text: string, open: Token): void {
  if (accept(cursor, text)) return;
  if (cursor.attempts > 0) fail(cursor, []);
  const line = cursor.source.slice(0, open.start).split(/\r\n|\n|\r/).length;
  fail(cursor, [`'${text}' for the '${open.text}' of line ${line}`]);
}

/** Takes a name or fails. */
export function expectName(cursor: Cursor): Token {
  return peek(cursor).type === 'name' ? next(cursor) : fail(cursor, ['a name']);
}

/** Runs a rule that can contain itself. */
export function nested<T>(cursor: Cursor, rule: () => T): T {
  if (cursor.depth >= deepest) failTooDeep(cursor);
  cursor.depth += 1;
  const result = rule();
  cursor.depth -= 1;
  return result;
}

function failTooDeep(cursor: Cursor): never {
  cursor.attempts = 0;
  throw syntaxError(cursor, {
    offset: peek(cursor).start,
    problem: `this is nested too deeply: more than ${deepest} levels`,
    expected: [],
  });
}

/** Tries a rule: undefined, and the cursor where it was, if it fails. */
export function attempt<T>(cursor: Cursor, kind: string, rule: () => T | undefined): T | undefined {
  const key = `${kind}${cursor.index}`;
  if (cursor.failed.has(key)) return undefined;
  const { index, depth, attempts, nestedInBlock, className } = cursor;
  const faults = cursor.faults.length;
  let result: T | undefined;
  try {
    cursor.attempts += 1;
    result = rule();
    cursor.attempts = attempts;
  } catch (error) {
    if (error !== attemptFailed) throw error;
  }
  if (result !== undefined) return result;
  cursor.failed.add(key);
  cursor.faults.length = faults;
  Object.assign(cursor, { index, depth, attempts, nestedInBlock, className });
  return undefined;
}

function describe(token: Token): string {
  if (token.type === 'end') return 'end of the text';
  if (token.type === 'newline') return 'end of the line';
  if (token.type === 'string' || token.type.startsWith('string'))
    return token.text.length > 40 ? 'string' : token.text;
  return `'${token.text}'`;
}
