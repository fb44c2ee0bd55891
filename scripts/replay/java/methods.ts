import { depthOf, type Expression, expressionOf } from './expressions.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A test method of a Java class. */
export interface TestMethod {
  readonly name: string;
  /** What `@Ignore` says of it, when its own project does not run it; empty when that says nothing. */
  readonly ignored: string | undefined;
  readonly statements: readonly Statement[];
  /** All words of its body. */
  readonly words: ReadonlySet<string>;
}

/** A statement without the keywords around it; `name` is the variable that takes the value. */
export interface Statement {
  readonly name: string | undefined;
  readonly value: Expression;
  /** In a loop: it is run more than once. */
  readonly isRepeated: boolean;
  /** How often a loop that counts from 0 runs it; 1 elsewhere. */
  readonly times: number;
}

/** The methods of a Java class marked `@Test`. */
export function testMethodsOf(source: string): TestMethod[] {
  const tokens = tokensOf(source);
  return methodStarts(tokens).flatMap(({ name, annotations, open }) => {
    if (!annotations.has('Test')) return [];
    const body = tokens.slice(open + 1, closeOf(tokens, open));
    const words = new Set(body.filter(({ kind }) => kind === 'word').map(({ text }) => text));
    return [{ name, ignored: annotations.get('Ignore'), statements: statementsOf(body), words }];
  });
}

/** The statements of a method, whatever it is marked with; none when there is no such method. */
export function statementsOfMethod(source: string, method: string): Statement[] {
  const tokens = tokensOf(source);
  const start = methodStarts(tokens).find(({ name }) => name === method);
  return start === undefined ? [] : statementsOf(tokens.slice(start.open + 1, closeOf(tokens, start.open)));
}

/** The statements of all methods, fields included: for what a class sets up before its tests. */
export function allStatementsOf(source: string): Statement[] {
  return statementsOf(tokensOf(source));
}

interface MethodStart {
  readonly name: string;
  /** Their names, with the text that each one holds. */
  readonly annotations: ReadonlyMap<string, string>;
  /** Where the `{` of its body is. */
  readonly open: number;
}

function methodStarts(tokens: readonly Token[]): MethodStart[] {
  const starts: MethodStart[] = [];
  let annotations = new Map<string, string>();
  for (const [index, token] of tokens.entries()) {
    if (isSign(token, '@')) annotations.set(tokens[index + 1]?.text ?? '', textIn(tokens, index + 2));
    if (isSign(token, ';') || isSign(token, '}')) annotations = new Map();
    const name = tokens[index + 1];
    if (token.text !== 'void' || name?.kind !== 'word') continue;
    const open = tokens.findIndex((next, at) => at > index && isSign(next, '{'));
    starts.push({ name: name.text, annotations, open });
    annotations = new Map();
  }
  return starts;
}

/** The texts in the brackets that open at a place, joined; empty when none open there. */
function textIn(tokens: readonly Token[], open: number): string {
  if (!isSign(tokens[open], '(')) return '';
  const inside = tokens.slice(open, closeOf(tokens, open));
  return inside.flatMap(({ kind, text }) => (kind === 'text' ? [text] : [])).join('');
}

const headers = new Set(['if', 'for', 'while', 'switch', 'catch', 'try', 'synchronized']);

function statementsOf(tokens: readonly Token[]): Statement[] {
  const statements: Statement[] = [];
  /** How often each block around runs what is in it; undefined: nobody knows. */
  const loops: (number | undefined)[] = [];
  let current: Token[] = [];
  let depth = 0;
  let loop: { readonly times: number | undefined } = once;
  const finish = (): void => {
    const counts = [...loops, loop.times];
    if (current.length > 0) statements.push(statementOf(current, counts));
    current = [];
  };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const isBrace = depth === 0 && (isSign(token, '{') || isSign(token, '}'));
    if (depth === 0 && current.length === 0 && headers.has(token.text)) {
      const end = isSign(tokens[at + 1], '(') ? closeOf(tokens, at + 1) : at;
      loop = /^(?:for|while)$/.test(token.text) ? { times: countOf(tokens.slice(at, end)) } : once;
      at = end;
    } else if (isBrace || (depth === 0 && isSign(token, ';'))) {
      finish();
      if (isSign(token, '{')) loops.push(loop.times);
      else if (isSign(token, '}')) loops.pop();
      loop = once;
    } else {
      depth += depthOf(token);
      current.push(token);
    }
  }
  finish();
  return statements;
}

const once = { times: 1 };

/** `for (int i = 0; i < 4; i++)` */
function countOf(header: readonly Token[]): number | undefined {
  const below = header.findIndex((token) => isSign(token, '<'));
  const [zero, last] = [header.findIndex(({ text }) => text === '0'), header[below + 1]?.text ?? ''];
  return below > zero && zero > 0 && /^\d+$/.test(last) ? Number(last) : undefined;
}

function statementOf(tokens: readonly Token[], counts: readonly (number | undefined)[]): Statement {
  const isRepeated = counts.some((count) => count !== 1);
  const times = counts.reduce<number>((product, count = 1) => product * count, 1);
  const assigned = tokens.findIndex((token) => isSign(token, '='));
  const inBrackets = tokens.findIndex((token) => isSign(token, '('));
  if (assigned > 0 && (inBrackets < 0 || assigned < inBrackets)) {
    const value = expressionOf(tokens.slice(assigned + 1));
    return { name: tokens[assigned - 1]?.text, value, isRepeated, times };
  }
  const start = tokens[0]?.text === 'return' ? 1 : 0;
  return { name: undefined, value: expressionOf(tokens.slice(start)), isRepeated, times };
}

function closeOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    depth += depthOf(tokens[at]);
    if (depth === 0) return at;
  }
  return tokens.length;
}

function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}
