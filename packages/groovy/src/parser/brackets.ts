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
  for (const [index, token] of tokens.entries()) {
    if (opens(token)) open.push(index);
    else if (closes(token)) closePair(tokens, open, closers, index);
  }
  return closers;
}

function closePair(tokens: readonly Token[], open: number[], closers: Int32Array, index: number): void {
  const token = tokens[index];
  if (token === undefined) return;
  if (token.text === '}') while (isRoundOrSquare(tokens[open.at(-1) ?? -1])) open.pop();
  if (isPair(tokens[open.at(-1) ?? -1], token)) closers[open.pop() ?? 0] = index;
}

function isRoundOrSquare(token: Token | undefined): boolean {
  return token?.type === 'operator' && (token.text === '(' || token.text === '[');
}

function opens({ type, text }: Token): boolean {
  return type === 'stringStart' || (type === 'operator' && (text === '(' || text === '[' || text === '{'));
}

function closes({ type, text }: Token): boolean {
  return type === 'stringEnd' || (type === 'operator' && openers.has(text));
}

function isPair(opener: Token | undefined, closer: Token): boolean {
  if (opener === undefined) return false;
  if (closer.type === 'stringEnd') return opener.type === 'stringStart';
  return opener.type === 'operator' && opener.text === openers.get(closer.text);
}
