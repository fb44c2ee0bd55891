import { translateClass } from './class.ts';
import { literal, takeCharacterEscape, takeClassEscape } from './escapes.ts';
import { PatternSource } from './source.ts';

/** A Java pattern as an ECMAScript expression. */
export interface Translation {
  readonly text: string;
  readonly modifiers: string;
  /** For each group of Java's, its number in ECMAScript's expression, which may have helpers between them. */
  readonly groups: readonly number[];
}

interface State {
  readonly source: PatternSource;
  readonly groups: number[];
  readonly names: Set<string>;
  /** Groups of the ECMAScript expression so far, with the helpers. */
  count: number;
}

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly x: boolean;
}

const terminator = '(?:\\r\\n|[\\n\\r\\x85\\u2028\\u2029])';

/**
 * Translates java.util.regex syntax: inline flags, possessive quantifiers and atomic groups, `\Q…\E`, POSIX classes,
 * class intersection, `\h \R \A \Z \z`. `flags` are those of java.util.regex.Pattern.
 */
export function translate(pattern: string, flags: number): Translation {
  const state: State = { source: new PatternSource(pattern), groups: [0], names: new Set(), count: 0 };
  if ((flags & 16) !== 0) return { text: Array.from(pattern, literal).join(''), modifiers: 'v', groups: [0] };
  const own: Flags = {
    i: (flags & 2) !== 0,
    m: (flags & 8) !== 0,
    s: (flags & 32) !== 0,
    x: (flags & 4) !== 0,
  };
  const text = alternatives(state, own);
  if (!state.source.done) state.source.fail("Unmatched closing ')'", Math.max(state.source.at - 1, 0));
  return { text, modifiers: own.i ? 'vi' : 'v', groups: state.groups };
}

/** Everything up to the `)` that ends this group, or the end. */
function alternatives(state: State, outer: Flags): string {
  const { source } = state;
  let flags = outer;
  const branches: string[] = [];
  let pieces: string[] = [];
  let closing = '';
  const finish = (): void => {
    branches.push(pieces.join('') + closing);
    pieces = [];
    closing = '';
  };
  while (!source.done && source.peek() !== ')') {
    if (source.take('|')) {
      finish();
      // Flags that were set inside of a branch hold for the next one, too.
      if (flags.i !== outer.i) [pieces, closing] = [[open(flags)], ')'];
      continue;
    }
    const inline = source.match(/\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/y);
    if (inline !== undefined) {
      const changed = withFlags(source, flags, inline[1] ?? '', inline[2] ?? '');
      if (changed.i !== flags.i) {
        pieces.push(open(changed));
        closing += ')';
      }
      flags = changed;
      continue;
    }
    if (flags.x && source.match(/\s+|#[^\n]*/y) !== undefined) continue;
    pieces.push(quantified(state, flags));
  }
  finish();
  return branches.join('|');
}

function open({ i }: Flags): string {
  return i ? '(?i:' : '(?-i:';
}

function withFlags(source: PatternSource, flags: Flags, on: string, off: string): Flags {
  for (const flag of on + off) if (!'imsxudU'.includes(flag)) source.fail('Unknown inline modifier');
  const set = (name: keyof Flags): boolean => (flags[name] || on.includes(name)) && !off.includes(name);
  return { i: set('i'), m: set('m'), s: set('s'), x: set('x') };
}

function quantified(state: State, flags: Flags): string {
  const { source } = state;
  const before = state.count;
  const start = source.at;
  const bare = one(state, flags);
  if (flags.x) source.match(/(?:\s+|#[^\n]*)*/y);
  const quantifier = source.match(/[*+?]|\{\d+(?:,\d*)?\}/y)?.[0];
  // What matches no character, such as `^`, is repeated as a group in ECMAScript.
  const atom = quantifier !== undefined && /^(?:$|\^|\$|\\[bB]|\(\?[=!<])/.test(bare) ? `(?:${bare})` : bare;
  if (quantifier === undefined) {
    if (source.peek() === '{' && start !== source.at) source.fail('Illegal repetition', source.at);
    return atom;
  }
  if (source.take('?')) return `${atom}${quantifier}?`;
  if (!source.take('+')) return `${atom}${quantifier}`;
  return atomic(state, `${atom}${quantifier}`, before);
}

/** Matches as a whole or not at all: a look-ahead is not entered again. `before` counts the groups ahead of the text. */
function atomic(state: State, text: string, before: number): string {
  state.count += 1;
  // The helper group opens in front of the groups inside.
  for (const [index, group] of state.groups.entries()) if (group > before) state.groups[index] = group + 1;
  const name = `plab${state.count}`;
  return `(?:(?=(?<${name}>${text}))\\k<${name}>)`;
}

function one(state: State, flags: Flags): string {
  const { source } = state;
  const start = source.at;
  const character = source.next();
  switch (character) {
    case '\\':
      return escape(state);
    case '[':
      return translateClass(source);
    case '(':
      return group(state, flags);
    case '.':
      return flags.s ? '[\\s\\S]' : '[^\\n\\r\\x85\\u2028\\u2029]';
    case '^':
      return flags.m ? `(?<=^|[\\n\\r\\x85\\u2028\\u2029])(?!$)` : '^';
    case '$':
      return flags.m ? `(?=${terminator}|$)` : `(?=${terminator}?$)`;
    case '*':
    case '+':
    case '?':
      return source.fail(`Dangling meta character '${character}'`, start);
    case '{':
      return source.fail('Illegal repetition', start);
    default:
      return literal(character);
  }
}

function group(state: State, flags: Flags): string {
  const { source } = state;
  const start = source.at - 1;
  const before = state.count;
  const head = source.match(/\?(?:[:=!>]|<[=!]|<([a-zA-Z][a-zA-Z0-9]*)>|([a-zA-Z]*)(?:-([a-zA-Z]+))?:)/y);
  if (head === undefined && source.peek() === '?') source.fail('Unknown inline modifier');
  const kind = head?.[0] ?? '';
  const name = head?.[1];
  const inside = head?.[2] === undefined ? flags : withFlags(source, flags, head[2], head[3] ?? '');
  if (name !== undefined && state.names.has(name))
    source.fail(`Named capturing group <${name}> is already defined`);
  if (kind === '' || name !== undefined) {
    state.count += 1;
    state.groups.push(state.count);
    if (name !== undefined) state.names.add(name);
  }
  const body = alternatives(state, inside);
  if (!source.take(')')) source.fail('Unclosed group', Math.max(source.text.length, start));
  if (kind === '?>') return atomic(state, body, before);
  if (head?.[2] === undefined) return `(${kind}${body})`;
  return inside.i === flags.i ? `(?:${body})` : `${open(inside)}${body})`;
}

function escape(state: State): string {
  const { source } = state;
  const set = takeClassEscape(source);
  if (set !== undefined) return `[${set.negated ? '^' : ''}${set.inside}]`;
  if (source.take('Q')) {
    const text = source.match(/([^]*?)(?:\\E|$)/y)?.[1] ?? '';
    return text === '' ? '' : `(?:${Array.from(text, literal).join('')})`;
  }
  if (source.take('E')) return '';
  for (const [letter, text] of [
    ['A', '^'],
    ['z', '$'],
    ['Z', `(?=${terminator}?$)`],
    ['b', '\\b'],
    ['B', '\\B'],
    ['R', `(?:\\r\\n|[\\n\\x0B\\f\\r\\x85\\u2028\\u2029])`],
  ] as const)
    if (source.take(letter)) return text;
  if (source.peek() === 'G' || source.peek() === 'X') source.unsupported(`\\${source.peek()}`);
  const name = source.match(/k<([a-zA-Z][a-zA-Z0-9]*)>/y)?.[1];
  if (name !== undefined) {
    if (!state.names.has(name)) source.fail(`(named capturing group <${name}> does not exit`);
    return `\\k<${name}>`;
  }
  return reference(state) ?? literal(takeCharacterEscape(source));
}

/** `\1`: as many digits as there are groups; a group that is not there never matches. */
function reference({ source, groups }: State): string | undefined {
  const first = source.match(/[1-9]/y)?.[0];
  if (first === undefined) return undefined;
  let number = first;
  while (/\d/.test(source.peek()) && Number(number + source.peek()) < groups.length) number += source.next();
  const index = groups[Number(number)];
  return index === undefined ? '(?!)' : `(?:\\${index})`;
}
