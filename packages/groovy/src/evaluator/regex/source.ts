import { GroovyRuntimeError } from '../../errors.ts';

/** A pattern's text while it is translated. */
export class PatternSource {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  peek(offset = 0): string {
    return this.text[this.at + offset] ?? '';
  }

  next(): string {
    const point = this.text.codePointAt(this.at);
    const character = point === undefined ? '' : String.fromCodePoint(point);
    this.at += character.length;
    return character;
  }

  /** Takes a text when it stands here. */
  take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Takes what an expression with the flag `y` matches here. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at;
    const match = expression.exec(this.text);
    if (match === null) return undefined;
    this.at += match[0].length;
    return match;
  }

  /** Throws as java.util.regex does. */
  fail(problem: string, index: number = this.at): never {
    throw new GroovyRuntimeError('PatternSyntaxException', `${problem} near index ${index}\n${this.text}`);
  }

  /** Throws for what ECMAScript cannot express. */
  unsupported(what: string): never {
    throw new GroovyRuntimeError(
      'UnsupportedOperationException',
      `the regular expression /${this.text}/ uses ${what}, which this Groovy does not support`,
    );
  }
}
