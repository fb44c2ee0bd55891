import type { Span } from '../ast/span.ts';

/**
 * One word of the language. Keywords are words: whether `default` is a keyword or a map key is for the
 * parser to say. Line ends between parentheses and brackets are no tokens, as in Groovy.
 */
export type Token = PlainToken | StringToken | GStringToken | NumberToken;

interface PlainToken extends Span {
  readonly type: 'word' | 'operator' | 'newline' | 'end';
  readonly text: string;
}

interface StringToken extends Span {
  readonly type: 'string';
  readonly text: string;
  readonly value: string;
}

interface NumberToken extends Span {
  readonly type: 'number';
  readonly text: string;
  readonly value: number;
}

interface GStringToken extends Span {
  readonly type: 'gstring';
  readonly text: string;
  /** Text, and the tokens of each embedded expression, ended by an `end` token. */
  readonly parts: readonly (string | readonly Token[])[];
}

/** Words that can neither be a variable nor start a command's argument. */
export const keywords: ReadonlySet<string> = new Set(
  (
    'abstract as assert boolean break byte case catch char class continue def default do double else enum ' +
    'extends final finally float for if implements import in instanceof int interface long new ' +
    'native package private protected public return short static strictfp switch synchronized throw throws trait ' +
    'transient try void volatile while'
  ).split(' '),
);

/** Whether the token can end an operand, so that `/` after it divides and does not begin a string. */
export function endsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.type === 'operator') return [')', ']', '}', '++', '--'].includes(token.text);
  if (token.type === 'word') return !keywords.has(token.text);
  return token.type === 'string' || token.type === 'gstring' || token.type === 'number';
}
