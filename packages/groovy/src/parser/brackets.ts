import type { Token } from '../lexer/token.ts';

const openers: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

/**
 * For each opening bracket's index, and each string's with values in it, the index of what closes it; else -1. A brace
 * closes the braces it belongs to even if a bracket within is left open.
 */
export function closersOf(tokens: readonly Token[]): Int32Array {
  const closers = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  let index = 0;
  for (const token of tokens) {
    if (opens(token)) open.push(index);
    else if (closes(token)) closePair(token, index, { tokens, open, closers });
    index += 1;
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
  if (token.text === '}') while (isRoundOrSquare(tokens[open.at(-1) ?? -1])) open.pop();
  if (isPair(tokens[open.at(-1) ?? -1], token)) closers[open.pop() ?? 0] = index;
}

function isRoundOrSquare(token: Token | undefined): boolean {
  return token?.type === 'operator' && (token.text === '(' || token.text === '[');
}

function opens({ type, text }: Token): boolean {
  if (type !== 'operator') return type === 'stringStart';
  return text === '(' || text === '[' || text === '{';
}

function closes({ type, text }: Token): boolean {
  if (type !== 'operator') return type === 'stringEnd';
  return text === ')' || text === ']' || text === '}';
}

function isPair(opener: Token | undefined, closer: Token): boolean {
  if (opener === undefined) return false;
  if (closer.type === 'stringEnd') return opener.type === 'stringStart';
  return opener.type === 'operator' && opener.text === openers.get(closer.text);
}
