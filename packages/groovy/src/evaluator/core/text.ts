import { doubleText, floatText } from '../format/double.ts';
import { BigDecimal } from '../value/decimal.ts';
import { GroovyClosure } from '../value/closure.ts';
import { Entry, GroovySet, JavaArray, Range } from '../value/collections.ts';
import { Throwable } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import { BigInteger, Char, Double, Float } from '../value/numbers.ts';
import { GroovyObject } from '../value/object.ts';
import { Proxy } from '../value/proxy.ts';
import { Builder, GString } from '../value/text-values.ts';
import { protocol } from '../value/protocol.ts';
import type { Value } from '../value/value.ts';
import { classOf } from './class-of.ts';
import { atOnce, callAtOnce } from './eventual.ts';
import { fail } from './fail.ts';
import { hashText } from './identity.ts';
import { entriesOf, itemsOfSet } from './maps.ts';
import { nowhere } from './nowhere.ts';

/** The longest string that a script may make, in UTF-16 units. */
const longestString = 1 << 28;

/** What `toString()` gives, and what a GString shows. */
export function textOf(value: Value, context: Context = nowhere): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'null';
  if (typeof value !== 'object') return String(value);
  if (value instanceof JavaArray && value.element === 'char')
    return value.map((each) => textOf(each)).join('');
  if (Array.isArray(value) || value instanceof Map) return collectionText(value, context, textOf);
  const own = ownText(value, context);
  if (own !== undefined) return own;
  if (value.kind === 'object') return value.typeName;
  const method = classOf(value).find('toString', 0);
  if (method !== undefined) {
    const text = callAtOnce(method, value, [], context, 'toString');
    return text === value ? 'null' : textOf(text, context);
  }
  if (value.kind === 'thrown')
    return value.message === null ? value.typeName : `${value.typeName}: ${value.message}`;
  return `${classOf(value).name}@${hashText(value)}`;
}

function ownText(
  value: Exclude<Value, null | boolean | number | bigint | string>,
  context: Context,
): string | undefined {
  if (value instanceof GString) return gstringText(value, context);
  if (value instanceof BigDecimal) return value.toString();
  if (value instanceof BigInteger) return String(value.value);
  if (value instanceof Double) return doubleText(value.value);
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof Char) return value.text;
  if (value instanceof Builder) return value.text;
  if (value instanceof GroovySet) return collectionText(itemsOfSet(value), context, textOf);
  if (value instanceof Range) return value.textWith((end) => textOf(end, context));
  if (value instanceof Proxy) return `${value.cls.simpleName}_groovyProxy@${hashText(value)}`;
  if (value instanceof Entry) return `${textOf(value.key, context)}=${textOf(value.value, context)}`;
  if (value instanceof GroovyClosure) return `${value.cls.name}@${hashText(value)}`;
  return undefined;
}

function gstringText({ strings, values, context: own }: GString, context: Context): string {
  let text = strings[0] ?? '';
  for (const [index, value] of values.entries())
    text += valueText(value, own, context) + (strings[index + 1] ?? '');
  return checkLength(text);
}

/** A value inside of a GString: a range is written as the list that it is. */
function valueText(value: Value, own: Context, context: Context): string {
  if (value instanceof GroovyClosure) return closureText(value, own);
  return value instanceof Range ? collectionText([...value], context, textOf) : textOf(value, context);
}

/** `${-> x}` gives its value; `${out -> out << x}` writes. */
function closureText(closure: GroovyClosure, context: Context): string {
  if (closure.body.count === 0)
    return textOf(
      atOnce(context, '${->}', () => closure.invoke([], context)),
      context,
    );
  const writer = new Builder('');
  atOnce(context, '${out ->}', () => closure.invoke([writer], context));
  return writer.text;
}

/** Throws OutOfMemoryError for a string that is too long. */
export function checkLength(text: string): string {
  if (text.length > longestString)
    fail('OutOfMemoryError', `a string of ${text.length} characters is too long`);
  return text;
}

let open: Value[] = [];

/** `[a, b]`, `[k:v]`; a collection that contains itself shows that. */
export function collectionText(
  value: readonly Value[] | Map<Value, Value>,
  context: Context,
  each: (item: Value, context: Context) => string,
): string {
  const key = value as Value;
  if (open.includes(key)) return value instanceof Map ? '(this Map)' : '(this Collection)';
  open.push(key);
  try {
    if (!(value instanceof Map))
      return checkLength(`[${value.map((item) => each(item, context)).join(', ')}]`);
    const entries = entriesOf(value).map(([name, item]) => `${each(name, context)}:${each(item, context)}`);
    return entries.length === 0 ? '[:]' : checkLength(`[${entries.join(', ')}]`);
  } finally {
    open.pop();
    if (open.length > 400) {
      open = [];
      fail('StackOverflowError', 'collections are nested too deeply');
    }
  }
}

/** What `inspect()` gives: strings in quotes. */
export function inspect(value: Value, context: Context): string {
  if (typeof value === 'string') {
    const escaped = value.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`);
    return `'${escaped.replaceAll('\n', String.raw`\n`).replaceAll('\t', String.raw`\t`).replaceAll('\r', String.raw`\r`)}'`;
  }
  if (value instanceof JavaArray && value.element === 'char') return textOf(value);
  if (Array.isArray(value) || value instanceof Map) return collectionText(value, context, inspect);
  if (value instanceof GroovySet) return collectionText(itemsOfSet(value), context, inspect);
  if (value instanceof Range) return value.textWith((end) => inspect(end, context));
  return textOf(value, context);
}

/** The Java name of a value's type, short. */
export function typeOf(value: Value): string {
  if (value === null) return 'null';
  if (value instanceof Throwable) return value.typeName;
  if (typeof value === 'object' && 'typeName' in value && !(value instanceof GroovyObject))
    return value.typeName;
  return value instanceof GString ? 'GString' : classOf(value).simpleName;
}

protocol.textOf = textOf;
