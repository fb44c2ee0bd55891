import type { Span } from '../ast/span.ts';

/**
 * One word of the language. A string with interpolation is a `stringStart`, the tokens of the first value, and so on
 * to a `stringEnd`. Line ends between parentheses and brackets are no tokens, as in Groovy.
 */
export interface Token extends Span {
  readonly type: TokenType;
  /** As written; empty for `end`. */
  readonly text: string;
  /** The same of an operator or keyword, else empty: no name or string is taken for one. */
  readonly mark: string;
  /** The characters that a string, or this part of one, stands for. */
  readonly value: string;
  /** Why an `invalid` token is none. */
  readonly problem?: LexicalProblem;
}

export type TokenType =
  | 'name'
  | 'keyword'
  | 'operator'
  | 'number'
  | 'string'
  | 'stringStart'
  | 'stringMiddle'
  | 'stringEnd'
  | 'newline'
  | 'invalid'
  | 'end';

export interface LexicalProblem {
  readonly offset: number;
  readonly problem: string;
  readonly expected: readonly string[];
}

/** The words that are no names, except where `words.ts` says so. */
export const keywords: ReadonlySet<string> = new Set(
  (
    'abstract as assert boolean break byte case catch char class const continue def default do double else enum ' +
    'extends false final finally float for goto if implements import in instanceof int interface long native new ' +
    'null package private protected public return short static strictfp super switch synchronized this threadsafe ' +
    'throw throws trait transient true try void volatile while'
  ).split(' '),
);

const keywordsBeforeSlashyString: ReadonlySet<string> = new Set(
  'abstract const do final goto strictfp'.split(' '),
);
const operatorsAfterOperand: ReadonlySet<string> = new Set([')', ']', '}', '++', '--']);

/** Whether the token can end an operand, so that `/` after it divides; every common keyword counts as one. */
export function endsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.type === 'operator') return operatorsAfterOperand.has(token.text);
  if (token.type === 'keyword') return !keywordsBeforeSlashyString.has(token.text);
  return ['name', 'number', 'string', 'stringEnd'].includes(token.type);
}
