import { intAt, itemsAt, textAt, valueAt } from '../core/arguments.ts';
import { numberMessage, parseNumber } from '../core/cast.ts';
import { makeSet } from '../core/collections.ts';
import { fail } from '../core/fail.ts';
import { stringHash } from '../core/hash.ts';
import { toInt } from '../core/numeric.ts';
import { checkLength, textOf, writtenText } from '../core/text.ts';
import { asPattern } from '../core/operators.ts';
import { known } from '../value/classes.ts';
import { javaArray, Range, ValueIterator } from '../value/collections.ts';
import { Char } from '../value/numbers.ts';
import type { MethodTable } from '../value/method.ts';
import { Builder } from '../value/text-values.ts';
import type { Value } from '../value/value.ts';
import { format } from '../format/format.ts';
import { bytesOf } from './bytes.ts';

/** A char given as number, Char or string, as the text to look for. */
function needle(args: readonly Value[], index: number): string {
  const value = valueAt(args, index);
  return typeof value === 'number' ? String.fromCodePoint(value) : textAt(args, index);
}

/** Methods of java.lang.String that give a part of it, look into it or change its form. */
export const stringMethods: MethodTable<string> = {
  'toString|trimToNull 0': (self) => self,
  'length|size 0': (self) => self.length,
  'isEmpty 0': (self) => self === '',
  'trim 0': (self) => trim(self),
  'strip 0': (self) => self.trim(),
  'stripLeading 0': (self) => self.trimStart(),
  'stripTrailing 0': (self) => self.trimEnd(),
  'isBlank|isAllWhitespace 0': (self) => self.trim() === '',
  'toUpperCase 0 1': (self) => self.toUpperCase(),
  'toLowerCase 0 1': (self) => self.toLowerCase(),
  'intern 0': (self) => self,
  'charAt 1': (self, args) => new Char(self.charCodeAt(indexIn(self, intAt(args, 0)))),
  'codePointCount 2': (self, args) => Array.from(self.slice(intAt(args, 0), intAt(args, 1))).length,
  'codePointAt 1': (self, args) => self.codePointAt(indexIn(self, intAt(args, 0))) ?? 0,
  'substring 1 2': (self, args) =>
    substring(self, intAt(args, 0), args.length > 1 ? intAt(args, 1) : self.length),
  'subSequence 2': (self, args) => substring(self, intAt(args, 0), intAt(args, 1)),
  'indexOf 1 2': (self, args) => self.indexOf(needle(args, 0), args.length > 1 ? intAt(args, 1) : 0),
  'lastIndexOf 1 2': (self, args) =>
    self.lastIndexOf(needle(args, 0), args.length > 1 ? intAt(args, 1) : self.length),
  'contains 1': (self, args) => self.includes(textAt(args, 0)),
  'containsIgnoreCase 1': (self, args) => self.toLowerCase().includes(textAt(args, 0).toLowerCase()),
  'startsWith 1 2': (self, args) => self.startsWith(textAt(args, 0), args.length > 1 ? intAt(args, 1) : 0),
  'endsWith 1': (self, args) => self.endsWith(textAt(args, 0)),
  'equals 1': (self, [other = null]) => self === other,
  'equalsIgnoreCase 1': (self, [other = null]) =>
    other !== null && self.toLowerCase() === textOf(other).toLowerCase(),
  'contentEquals 1': (self, args) => self === textAt(args, 0),
  'compareTo 1': (self, args) => compareTexts(self, textAt(args, 0)),
  'compareToIgnoreCase 1': (self, args) => compareTexts(self.toLowerCase(), textAt(args, 0).toLowerCase()),
  'hashCode 0': (self) => stringHash(self),
  'concat 1': (self, args) => self + textAt(args, 0),
  'repeat 1': (self, args) => repeat(self, intAt(args, 0)),
  'multiply 1': (self, args) => repeat(self, toInt(valueAt(args, 0))),
  'plus 1': (self, [other = null], context) => checkLength(self + writtenText(other, context)),
  'minus 1': (self, [other = null], context) =>
    other !== null && typeof other === 'object' && 'source' in other
      ? self.slice(0, asPattern(other, context).execAt(self, 0)?.index ?? self.length) +
        afterMatch(self, other, context)
      : removeFirst(self, textOf(other, context)),
  'leftShift 1': (self, [other = null], context) =>
    new Builder(self + textOf(other, context), known('StringBuffer')),
  'reverse 0': (self) => reversed(self),
  'replace 2': (self, args) =>
    args[0] instanceof Char && args[1] instanceof Char
      ? self.replaceAll(args[0].text, args[1].text)
      : self.replaceAll(textAt(args, 0), () => textAt(args, 1)),
  'capitalize 0': (self) => self.charAt(0).toUpperCase() + self.slice(1),
  'uncapitalize 0': (self) => self.charAt(0).toLowerCase() + self.slice(1),
  'center 1 2': (self, args) => {
    const free = Math.max(intAt(args, 0) - self.length, 0);
    const fill = args.length > 1 ? textAt(args, 1) : ' ';
    const before = Math.floor(free / 2);
    return padding(fill, before) + self + padding(fill, free - before);
  },
  'padLeft 1 2': (self, args) =>
    padding(args.length > 1 ? textAt(args, 1) : ' ', intAt(args, 0) - self.length) + self,
  'padRight 1 2': (self, args) =>
    self + padding(args.length > 1 ? textAt(args, 1) : ' ', intAt(args, 0) - self.length),
  'chars|toList 0': (self) => self.split(''),
  'toCharArray|getChars 0': (self) =>
    javaArray(
      Array.from(self.split(''), (each) => new Char(each.charCodeAt(0))),
      'char',
    ),
  'getBytes 0 1': (self, args) =>
    javaArray(bytesOf(self, args.length > 0 ? textOf(valueAt(args, 0)) : 'UTF-8'), 'byte'),
  'toSet 0': (self) => makeSet(self, known('HashSet')),
  'iterator 0': (self) => new ValueIterator(self.split('')[Symbol.iterator]()),
  format: (_, args, context) => format(textAt(args, 0), args.slice(1), context),
  'getAt 1': (self, [key = null], context) => at(self, key, (item) => textOf(item, context)),
  'take 1': (self, args) => self.slice(0, Math.max(intAt(args, 0), 0)),
  'drop 1': (self, args) => self.slice(Math.max(intAt(args, 0), 0)),
  'count 1': (self, args) => self.split(textAt(args, 0)).length - 1,
  'isNumber|isBigDecimal 0': (self) => parseNumber(self.trim(), known('BigDecimal')) !== undefined,
  'isInteger 0': (self) => parseNumber(self.trim(), known('Integer')) !== undefined,
  'isLong 0': (self) => parseNumber(self.trim(), known('Long')) !== undefined,
  'isBigInteger 0': (self) => parseNumber(self.trim(), known('BigInteger')) !== undefined,
  'isDouble|isFloat 0': (self) => parseNumber(self.trim(), known('Double')) !== undefined,
  'toInteger 0': (self) => numberFrom(self, 'Integer'),
  'toLong 0': (self) => numberFrom(self, 'Long'),
  'toShort 0': (self) => numberFrom(self, 'Short'),
  'toDouble 0': (self) => numberFrom(self, 'Double'),
  'toFloat 0': (self) => numberFrom(self, 'Float'),
  'toBigInteger 0': (self) => numberFrom(self, 'BigInteger'),
  'toBigDecimal 0': (self) => numberFrom(self, 'BigDecimal'),
  'toBoolean 0': (self) => /^(?:true|y|1)$/i.test(self.trim()),
  'toCharacter 0': (self) => new Char(self.charCodeAt(0)),
  'next 0': (self) =>
    self === '' ? '\u0000' : self.slice(0, -1) + String.fromCharCode(self.charCodeAt(self.length - 1) + 1),
  'previous 0': (self) =>
    self === '' ? '\uffff' : self.slice(0, -1) + String.fromCharCode(self.charCodeAt(self.length - 1) - 1),
  'tr 2': (self, args) => translate(self, textAt(args, 0), textAt(args, 1)),
  'asBoolean 0': (self) => self !== '',
  'isCase 1': (self, [value = null]) => value !== null && self === textOf(value),
  'containsAll 1': (self, args, context) =>
    itemsAt(args, 0, context).every((item) => self.includes(textOf(item))),
  execute: () =>
    fail(
      'RejectedAccessException',
      'Scripts not permitted to use staticMethod org.codehaus.groovy.runtime.ProcessGroovyMethods execute java.lang.String',
    ),
};

/** As Java: every control character counts as white space. */
function trim(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && text.charCodeAt(from) <= 32) from += 1;
  while (to > from && text.charCodeAt(to - 1) <= 32) to -= 1;
  return text.slice(from, to);
}

export function compareTexts(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    const difference = left.charCodeAt(index) - right.charCodeAt(index);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function removeFirst(text: string, part: string): string {
  const at = text.indexOf(part);
  return at < 0 ? text : text.slice(0, at) + text.slice(at + part.length);
}

function afterMatch(self: string, pattern: Value, context: Parameters<typeof asPattern>[1]): string {
  const match = asPattern(pattern, context).execAt(self, 0);
  return match === undefined ? '' : self.slice(match.index + match[0].length);
}

function indexIn(text: string, index: number): number {
  if (index >= 0 && index < text.length) return index;
  return fail('StringIndexOutOfBoundsException', `String index out of range: ${index}`);
}

function substring(text: string, from: number, to: number): string {
  if (from >= 0 && to <= text.length && from <= to) return text.slice(from, to);
  return fail('StringIndexOutOfBoundsException', `begin ${from}, end ${to}, length ${text.length}`);
}

export function reversed(text: string): string {
  return Array.from(text).toReversed().join('');
}

function repeat(text: string, count: number): string {
  if (count < 0)
    fail(
      'IllegalArgumentException',
      `multiply() should be called with a number of 0 or greater not: ${count}`,
    );
  if (text.length * count > 1 << 28) fail('OutOfMemoryError', 'the string is too long');
  return text.repeat(count);
}

function padding(fill: string, count: number): string {
  return count <= 0 ? '' : fill.repeat(Math.ceil(count / Math.max(fill.length, 1))).slice(0, count);
}

function numberFrom(text: string, type: string): Value {
  const trimmed = text.trim();
  return (
    parseNumber(trimmed, known(type)) ?? fail('NumberFormatException', numberMessage(trimmed, known(type)))
  );
}

/** `text[i]`, `text[-1]`, `text[1..2]`, `text[0, 2]` */
export function at(text: string, key: Value, textOfKey: (key: Value) => string): Value {
  if (typeof key === 'number') return text[position(text, key)] ?? '';
  if (key instanceof Range) {
    const { from, to, reverse } = key.borders(text.length);
    if (from === to) return '';
    if (from < 0 || to > text.length)
      return fail('StringIndexOutOfBoundsException', `begin ${from}, end ${to}, length ${text.length}`);
    return reverse ? reversed(text.slice(from, to)) : text.slice(from, to);
  }
  if (Array.isArray(key)) return key.map((each) => textOfKey(at(text, each, textOfKey))).join('');
  const name = textOfKey(key);
  if (name === 'class') return known('String');
  if (name === 'bytes') return javaArray(bytesOf(text, 'UTF-8'), 'byte');
  return fail('MissingPropertyException', `No such property: ${name} for class: java.lang.String`);
}

function position(text: string, index: number): number {
  const at = index < 0 ? index + text.length : index;
  if (at >= 0 && at < text.length) return at;
  const why =
    index < 0
      ? `Negative array index [${index}] too large for array size ${text.length}`
      : `begin ${index}, end ${index + 1}, length ${text.length}`;
  return fail('StringIndexOutOfBoundsException', why);
}

/** `'hello'.tr('a-y', 'b-z')` */
function translate(text: string, from: string, to: string): string {
  const [source, target] = [expand(from), expand(to)];
  if (target.length === 0) return text;
  return text
    .split('')
    .map((each) => {
      const index = source.indexOf(each);
      return index < 0 ? each : (target[Math.min(index, target.length - 1)] ?? each);
    })
    .join('');
}

function expand(set: string): string[] {
  const found: string[] = [];
  for (let index = 0; index < set.length; index += 1) {
    const [from, to] = [set.charCodeAt(index), set.charCodeAt(index + 2)];
    if (set[index + 1] === '-' && index + 2 < set.length) {
      const step = from <= to ? 1 : -1;
      for (let code = from; step > 0 ? code <= to : code >= to; code += step)
        found.push(String.fromCharCode(code));
      index += 2;
    } else found.push(set[index] ?? '');
  }
  return found;
}
