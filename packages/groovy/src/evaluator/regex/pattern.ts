import { GroovyRuntimeError } from '../../errors.ts';
import { known } from '../value/classes.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import { bounded, degreeOf } from './bounded.ts';
import { translate } from './translate.ts';

/** Flags of java.util.regex.Pattern. */
export const flagBits = { i: 2, x: 4, m: 8, LITERAL: 16, s: 32, u: 64, d: 1, U: 256 } as const;

/** A java.util.regex.Pattern, as an ECMAScript expression. */
export class Pattern extends GroovyObject {
  readonly source: string;
  readonly flags: number;
  /** ECMAScript's numbers of the groups, when there are helpers among them. */
  readonly #groups: readonly number[] | undefined;
  readonly groupCount: number;
  readonly #degree: number;
  readonly #find: RegExp;
  readonly #whole: RegExp;
  readonly #start: RegExp;

  /** Throws a PatternSyntaxException, or an UnsupportedOperationException for what ECMAScript cannot do. */
  constructor(source: string, flags = 0) {
    super();
    this.source = source;
    this.flags = flags;
    const { text, modifiers, groups } = translate(source, flags);
    this.#groups = groups.some((group, index) => group !== index) ? groups : undefined;
    this.groupCount = groups.length - 1;
    this.#degree = degreeOf(source);
    this.#find = compile(text, `${modifiers}g`, source);
    this.#whole = compile(`^(?:${text})$`, modifiers, source);
    this.#start = compile(text, `${modifiers}y`, source);
  }

  get cls(): GroovyClass {
    return known('Pattern');
  }

  /** The first match at or after an offset. */
  execAt(text: string, offset: number): RegExpExecArray | undefined {
    this.#find.lastIndex = offset;
    return this.#search(this.#find, text, text.length - offset);
  }

  /** The match of the whole text. */
  matchAll(text: string): RegExpExecArray | undefined {
    return this.#search(this.#whole, text, text.length);
  }

  matchStart(text: string): RegExpExecArray | undefined {
    this.#start.lastIndex = 0;
    return this.#search(this.#start, text, text.length);
  }

  /** Where a group of a match starts and ends; -1 for a group that took no part. */
  bounds(text: string, match: RegExpExecArray, group: number): [number, number] {
    if (group === 0) return [match.index, match.index + match[0].length];
    const precise = new RegExp(this.#find.source, `${this.#find.flags.replace('g', '')}dy`);
    precise.lastIndex = match.index;
    return precise.exec(text)?.indices?.[this.#groups?.[group] ?? group] ?? [-1, -1];
  }

  #search(expression: RegExp, text: string, length: number): RegExpExecArray | undefined {
    return this.#own(bounded(() => expression.exec(text), this.#degree, length, this.source));
  }

  /** The match with Java's groups alone. */
  #own(match: RegExpExecArray | null): RegExpExecArray | undefined {
    if (match === null || this.#groups === undefined) return match ?? undefined;
    const groups = this.#groups.map((group) => match[group]);
    return Object.assign(groups, {
      index: match.index,
      input: match.input,
      groups: match.groups,
    }) as RegExpExecArray;
  }
}

function compile(text: string, flags: string, source: string): RegExp {
  try {
    return new RegExp(text, flags);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new GroovyRuntimeError('PatternSyntaxException', `${source}: ${why}`);
  }
}

const compiled = new Map<string, Pattern>();

/** A pattern by its source; the last few hundred are kept. */
export function patternOf(source: string): Pattern {
  let pattern = compiled.get(source);
  if (pattern === undefined) {
    if (compiled.size > 500) compiled.clear();
    pattern = new Pattern(source);
    compiled.set(source, pattern);
  }
  return pattern;
}

/** `\Q…\E` around a text, so that it matches itself. */
export function quote(text: string): string {
  return String.raw`\Q${text.replaceAll(String.raw`\E`, String.raw`\E\\E\Q`)}\E`;
}
