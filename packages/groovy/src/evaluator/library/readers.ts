import { fail } from '../core/fail.ts';
import { toInt } from '../core/numeric.ts';
import { asPattern } from '../core/operators.ts';
import { textOf } from '../core/text.ts';
import { type Pattern, patternOf } from '../regex/pattern.ts';
import { known } from '../value/classes.ts';
import { GroovyObject, type GroovyClass } from '../value/object.ts';
import { define } from './define.ts';

/** A java.util.StringTokenizer over the words of a text, and the delimiters when they are wanted. */
class StringTokenizer extends GroovyObject {
  readonly tokens: string[];

  constructor(text: string, delimiters: string, withDelimiters: boolean) {
    super();
    const words: string[] = [];
    let word = '';
    const finish = (): void => {
      if (word !== '') words.push(word);
      word = '';
    };
    for (const character of text) {
      if (!delimiters.includes(character)) word += character;
      else {
        finish();
        if (withDelimiters) words.push(character);
      }
    }
    finish();
    this.tokens = words.toReversed();
  }

  get cls(): GroovyClass {
    return known('StringTokenizer');
  }
}

/** A java.util.Scanner over a text: there is nothing else that a script may read. */
class Scanner extends GroovyObject {
  readonly text: string;
  at = 0;
  delimiter: Pattern = patternOf('\\p{javaWhitespace}+');

  constructor(text: string) {
    super();
    this.text = text;
  }

  get cls(): GroovyClass {
    return known('Scanner');
  }

  /** Where the next token starts and ends; undefined when none is left. */
  token(): { readonly start: number; readonly end: number } | undefined {
    const first = this.delimiter.execAt(this.text, this.at);
    const start = first?.index === this.at ? this.at + first[0].length : this.at;
    if (start >= this.text.length) return undefined;
    return { start, end: this.delimiter.execAt(this.text, start)?.index ?? this.text.length };
  }

  next(): string {
    const token = this.token() ?? fail('NoSuchElementException', 'NoSuchElementException');
    this.at = token.end;
    return this.text.slice(token.start, token.end);
  }

  /** The rest of the line; its end is passed over. */
  nextLine(): string {
    if (this.at >= this.text.length) fail('NoSuchElementException', 'No line found');
    const end = patternOf('\\R').execAt(this.text, this.at);
    const line = this.text.slice(this.at, end?.index ?? this.text.length);
    this.at = end === undefined ? this.text.length : end.index + end[0].length;
    return line;
  }

  hasNext(form: RegExp): boolean {
    const token = this.token();
    return token !== undefined && form.test(this.text.slice(token.start, token.end));
  }

  /** The next token, when it has a form; throws an InputMismatchException otherwise. */
  nextOf(form: RegExp): string {
    const token = this.token() ?? fail('NoSuchElementException', 'NoSuchElementException');
    const text = this.text.slice(token.start, token.end);
    // Java's has no message.
    if (!form.test(text)) fail('InputMismatchException', 'InputMismatchException');
    return this.next();
  }
}

const integer = /^[+-]?\d+$/;
const truth = /^(?:true|false)$/i;
const last = (): never => fail('NoSuchElementException', 'NoSuchElementException');

/** java.util.StringTokenizer and java.util.Scanner. */
export function defineReaders(): void {
  define<StringTokenizer>('StringTokenizer', {
    construct: ([text = null, delimiters = ' \t\n\r\f', withDelimiters = false]) =>
      new StringTokenizer(textOf(text), textOf(delimiters), withDelimiters === true),
    methods: {
      'hasMoreTokens|hasMoreElements|hasNext 0': (self) => self.tokens.length > 0,
      'nextToken|nextElement|next 0': (self) => self.tokens.pop() ?? last(),
      'countTokens 0': (self) => self.tokens.length,
    },
  });
  define<Scanner>('Scanner', {
    construct: ([text = null]) => new Scanner(textOf(text)),
    methods: {
      'hasNext 0': (self) => self.token() !== undefined,
      'next 0': (self) => self.next(),
      'hasNextLine 0': (self) => self.at < self.text.length,
      'nextLine 0': (self) => self.nextLine(),
      'hasNextInt|hasNextLong 0': (self) => self.hasNext(integer),
      'nextInt 0': (self) => toInt(Number(self.nextOf(integer))),
      'nextLong 0': (self) => BigInt(self.nextOf(integer)),
      'hasNextBoolean 0': (self) => self.hasNext(truth),
      'nextBoolean 0': (self) => self.nextOf(truth).toLowerCase() === 'true',
      'useDelimiter 1': (self, [delimiter = null], context) => {
        self.delimiter = asPattern(delimiter, context);
        return self;
      },
      'close 0': () => null,
    },
  });
}
