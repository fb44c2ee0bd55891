import { known } from '../value/classes.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import { fail } from '../core/fail.ts';
import type { Pattern } from './pattern.ts';

/** A java.util.regex.Matcher over a text. */
export class Matcher extends GroovyObject {
  pattern: Pattern;
  text: string;
  /** The last match, as `find`, `matches` or `lookingAt` left it. */
  match: RegExpExecArray | undefined;
  /** Where the next `find` starts. */
  next = 0;
  /** What appendReplacement has not yet copied. */
  appended = 0;

  constructor(pattern: Pattern, text: string) {
    super();
    this.pattern = pattern;
    this.text = text;
  }

  get cls(): GroovyClass {
    return known('Matcher');
  }

  find(): boolean {
    if (this.next > this.text.length) {
      this.match = undefined;
      return false;
    }
    const match = this.pattern.execAt(this.text, this.next);
    this.match = match;
    if (match === undefined) this.next = this.text.length + 1;
    else this.next = match.index + Math.max(match[0].length, 1);
    return match !== undefined;
  }

  matches(): boolean {
    this.match = this.pattern.matchAll(this.text);
    if (this.match !== undefined) this.next = this.text.length + 1;
    return this.match !== undefined;
  }

  lookingAt(): boolean {
    this.match = this.pattern.matchStart(this.text);
    if (this.match !== undefined) this.next = this.match[0].length;
    return this.match !== undefined;
  }

  reset(): void {
    this.match = undefined;
    this.next = 0;
    this.appended = 0;
  }

  /** Whether the text has a match at all; as Groovy's truth, this starts again. */
  isFound(): boolean {
    this.reset();
    return this.find();
  }

  /** All matches from the start. */
  all(): RegExpExecArray[] {
    const matches: RegExpExecArray[] = [];
    for (let at = 0; at <= this.text.length; ) {
      const match = this.pattern.execAt(this.text, at);
      if (match === undefined) break;
      matches.push(match);
      at = match.index + Math.max(match[0].length, 1);
    }
    return matches;
  }

  current(): RegExpExecArray {
    return this.match ?? fail('IllegalStateException', 'No match found');
  }

  group(index: number): string | null {
    const match = this.current();
    if (index < 0 || index >= match.length) fail('IndexOutOfBoundsException', `No group ${index}`);
    return match[index] ?? null;
  }

  namedGroup(name: string): string | null {
    const groups = this.current().groups ?? {};
    if (!Object.hasOwn(groups, name)) fail('IllegalArgumentException', `No group with name <${name}>`);
    return groups[name] ?? null;
  }
}
