import { fail } from '../core/fail.ts';
import { mapPut } from '../core/maps.ts';
import { parseDecimal } from '../value/decimal.ts';
import { BigInteger } from '../value/numbers.ts';
import type { Value } from '../value/value.ts';

/**
 * A JSON text as Groovy's JsonSlurper reads it: whole numbers are Integer, Long or BigInteger, others BigDecimal. With
 * `newMap`, as JsonSlurperClassic does: its objects become the maps that this makes.
 */
export function parseJson(text: string, newMap?: () => Map<Value, Value>): Value {
  if (text.trim() === '')
    return fail(
      'IllegalArgumentException',
      newMap === undefined
        ? 'Text must not be null or empty'
        : 'The JSON input text should neither be null nor empty.',
    );
  return new Reader(text, newMap ?? (() => new Map())).whole();
}

const deepest = 500;

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  readonly #newMap: () => Map<Value, Value>;

  constructor(text: string, newMap: () => Map<Value, Value>) {
    this.#text = text;
    this.#newMap = newMap;
  }

  whole(): Value {
    const value = this.#value();
    this.#space();
    return this.#at < this.#text.length ? this.#fail() : value;
  }

  #value(): Value {
    this.#space();
    const first = this.#text[this.#at];
    if (first === '{') return this.#nested(() => this.#object());
    if (first === '[') return this.#nested(() => this.#array());
    if (first === '"') return this.#string();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    return this.#number();
  }

  #nested(work: () => Value): Value {
    this.#depth += 1;
    if (this.#depth > deepest) return fail('JsonException', `the JSON text is nested deeper than ${deepest}`);
    const value = work();
    this.#depth -= 1;
    return value;
  }

  #object(): Value {
    const map = this.#newMap();
    this.#at += 1;
    if (this.#take('}')) return map;
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') return this.#fail();
      const key = this.#string();
      if (!this.#take(':')) return this.#fail();
      mapPut(map, key, this.#value());
    } while (this.#take(','));
    return this.#take('}') ? map : this.#fail();
  }

  #array(): Value {
    const list: Value[] = [];
    this.#at += 1;
    if (this.#take(']')) return list;
    do list.push(this.#value());
    while (this.#take(','));
    return this.#take(']') ? list : this.#fail();
  }

  #string(): string {
    const literal = /"(?:[^"\\]|\\[^])*"/y;
    literal.lastIndex = this.#at;
    const found = literal.exec(this.#text)?.[0];
    if (found === undefined) return this.#fail();
    try {
      const value: unknown = JSON.parse(
        found.replaceAll(
          /[^\P{Cc}\x7f-\x9f]/gu,
          (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
        ),
      );
      this.#at += found.length;
      return String(value);
    } catch {
      return this.#fail();
    }
  }

  #number(): Value {
    const literal = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
    literal.lastIndex = this.#at;
    const match = literal.exec(this.#text);
    if (match === null) return this.#fail();
    this.#at += match[0].length;
    if (match[1] !== undefined || match[2] !== undefined) return parseDecimal(match[0]) ?? null;
    const whole = BigInt(match[0]);
    if (BigInt.asIntN(32, whole) === whole) return Number(whole);
    return BigInt.asIntN(64, whole) === whole ? whole : new BigInteger(whole);
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #take(character: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #fail(): never {
    const before = this.#text.slice(0, this.#at);
    const line = before.split('\n').length;
    const column = this.#at - before.lastIndexOf('\n');
    const found = this.#text[this.#at];
    const what =
      found === undefined
        ? 'the text ends'
        : `the current character read is '${found}' with an int value of ${found.charCodeAt(0)}`;
    return fail(
      'JsonException',
      `Unable to determine the current character, it is not a string, number, array, or object\n\n${what}\nline number ${line}\nindex number ${column - 1}`,
    );
  }
}
