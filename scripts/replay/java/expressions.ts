import type { Token } from './tokens.ts';

/** A Java expression, as far as tests need it. What is not read, such as a lambda, is `other`. */
export type Expression =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'name'; readonly name: string }
  | Call
  | { readonly kind: 'sum'; readonly terms: readonly Expression[] }
  /** What stands between the braces of an array. */
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'other'; readonly source: string };

export interface Call {
  readonly kind: 'call';
  /** What the method is called on. */
  readonly on: Expression | undefined;
  /** `new Name` for a constructor. */
  readonly name: string;
  readonly args: readonly Expression[];
}

/** Reads tokens as one expression. */
export function expressionOf(tokens: readonly Token[]): Expression {
  const items = partsOf(tokens, ',');
  if (items.length > 1) return { kind: 'list', items: items.map(expressionOf) };
  return new Reader(tokens).expression();
}

/** All calls in an expression, those in the arguments and on the left of a dot first. */
export function callsIn(expression: Expression): Call[] {
  if (expression.kind === 'sum') return expression.terms.flatMap(callsIn);
  if (expression.kind === 'list') return expression.items.flatMap(callsIn);
  if (expression.kind !== 'call') return [];
  const { on, args } = expression;
  return [...(on === undefined ? [] : callsIn(on)), ...args.flatMap(callsIn), expression];
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expression(): Expression {
    const start = this.#at;
    const terms = [this.#postfix()];
    while (this.#takes('+')) terms.push(this.#postfix());
    const [first] = terms;
    if (!this.#atEnd() || first === undefined) return this.#other(start);
    return terms.length === 1 ? first : { kind: 'sum', terms };
  }

  #postfix(): Expression {
    let left = this.#primary();
    while (this.#takes('.')) {
      const name = this.#word();
      if (this.#is('(')) left = { kind: 'call', on: left, name, args: this.#arguments() };
      else left = { kind: 'name', name: left.kind === 'name' ? `${left.name}.${name}` : name };
    }
    return left;
  }

  #primary(): Expression {
    if (this.#takes('(')) {
      const inner = this.#until(')');
      const next = this.#tokens[this.#at];
      const isCast = next !== undefined && next.kind !== 'sign';
      return isCast ? this.#primary() : new Reader(inner).expression();
    }
    const token = this.#tokens[this.#at];
    if (token?.kind === 'text') {
      this.#at += 1;
      return { kind: 'text', value: token.text };
    }
    const sign = this.#takes('-') ? '-' : '';
    const isNew = this.#isWord('new');
    if (isNew) this.#at += 1;
    const name = sign + (isNew ? this.#path() : this.#word());
    if (!this.#is('(')) return { kind: 'name', name };
    return { kind: 'call', on: undefined, name: isNew ? `new ${name}` : name, args: this.#arguments() };
  }

  #path(): string {
    let path = this.#word();
    while (this.#takes('.')) path = this.#word();
    return path;
  }

  #word(): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'word') return '';
    this.#at += 1;
    return token.text;
  }

  #arguments(): Expression[] {
    this.#at += 1;
    const inside = this.#until(')');
    return partsOf(inside, ',')
      .filter((part) => part.length > 0)
      .map(expressionOf);
  }

  /** The tokens up to the bracket that closes; it is passed over. */
  #until(close: string): readonly Token[] {
    const start = this.#at;
    let depth = 0;
    for (; this.#at < this.#tokens.length; this.#at += 1) {
      const token = this.#tokens[this.#at];
      if (depth === 0 && this.#is(close)) break;
      depth += depthOf(token);
    }
    this.#at += 1;
    return this.#tokens.slice(start, this.#at - 1);
  }

  #takes(sign: string): boolean {
    if (!this.#is(sign)) return false;
    this.#at += 1;
    return true;
  }

  #is(sign: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'sign' && token.text === sign;
  }

  #isWord(word: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'word' && token.text === word;
  }

  #atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  #other(start: number): Expression {
    const rest = this.#tokens.slice(start);
    this.#at = this.#tokens.length;
    return { kind: 'other', source: rest.map(({ text }) => text).join(' ') };
  }
}

/** The tokens between separators that stand in no bracket. */
export function partsOf(tokens: readonly Token[], separator: string): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += depthOf(token);
    if (depth === 0 && token.kind === 'sign' && token.text === separator) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** What a token adds to the depth of brackets. */
export function depthOf(token: Token | undefined): number {
  if (token?.kind !== 'sign') return 0;
  if ('([{'.includes(token.text)) return 1;
  return ')]}'.includes(token.text) ? -1 : 0;
}
