import type { Token } from '../lexer/token.ts';

const openers: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/** Of brackets and of the two ends of a string with values in it. */
const roles: ReadonlyMap<string, 'opens' | 'closes'> = new Map([
  ...['(', '[', '{', 'stringStart'].map((each) => [each, 'opens'] as const),
  ...[')', ']', '}', 'stringEnd'].map((each) => [each, 'closes'] as const),
]);

/**
 * For each opening bracket's index, and each string's with values in it, the index of what closes it; else -1. A brace
 * closes the braces it belongs to even if a bracket within is left open.
 */
export function closersOf(tokens: readonly Token[]): Int32Array {
  const closers = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    const role = token && roles.get(token.mark || token.type);
    if (role === 'opens') open.push(index);
    else if (token !== undefined && role === 'closes') closePair(token, index, { tokens, open, closers });
  }
  return closers;
}

interface Pairs {
  readonly tokens: readonly Token[];
  /** The indexes of those that are open, the innermost last. */
  readonly open: number[];
  readonly closers: Int32Array;
}

function closePair(token: Token, index: number, { tokens, open, closers }: Pairs): void {
  if (token.mark === '}') while (isRoundOrSquare(tokens[open.at(-1) ?? -1])) open.pop();
  if (isPair(tokens[open.at(-1) ?? -1], token)) closers[open.pop() ?? 0] = index;
}

function isRoundOrSquare(token: Token | undefined): boolean {
  return token?.mark === '(' || token?.mark === '[';
}

function isPair(opener: Token | undefined, closer: Token): boolean {
  if (opener === undefined) return false;
  if (closer.type === 'stringEnd') return opener.type === 'stringStart';
  return opener.mark === openers.get(closer.mark);
}
