import { isClosure } from '../core/class-of.ts';
import { fail } from '../core/fail.ts';
import { itemsIn } from '../core/iterate.ts';
import { entriesOf } from '../core/maps.ts';
import { isNumber } from '../core/numeric.ts';
import { textOf } from '../core/text.ts';
import { fieldsOf } from '../core/fields.ts';
import type { Context } from '../value/method.ts';
import { Instance, ScriptClass } from '../value/instance.ts';
import type { Value } from '../value/value.ts';

const deepest = 400;

/** A value as JsonOutput.toJson writes it. */
export function writeJson(value: Value, context: Context, depth = 0): string {
  if (depth > deepest)
    return fail('StackOverflowError', 'the value is nested too deeply, or contains itself');
  if (value === null || typeof value === 'boolean' || isNumber(value)) return textOf(value, context);
  if (value instanceof Map) {
    const entries = entriesOf(value).map(([key, item]) => {
      if (key === null)
        return fail('IllegalArgumentException', "Maps with null keys can't be converted to JSON");
      return `${quoted(textOf(key, context))}:${writeJson(item, context, depth + 1)}`;
    });
    return `{${entries.join(',')}}`;
  }
  if (value instanceof Instance && value.cls.kindOfClass !== 'enum' && value.base === undefined)
    return writeBean(value, context, depth);
  if (typeof value !== 'string' && !isClosure(value)) {
    if (typeof value === 'object' && 'isoText' in value && typeof value.isoText === 'string')
      return quoted(value.isoText);
    const items = 'strings' in (value as object) ? undefined : itemsIn(value, context);
    if (items !== undefined) return `[${items.map((item) => writeJson(item, context, depth + 1)).join(',')}]`;
  }
  return quoted(textOf(value, context));
}

/** The properties of an instance of a script's class. */
function writeBean(value: Instance, context: Context, depth: number): string {
  const names = value.cls.line
    .toReversed()
    .flatMap((each) => (each instanceof ScriptClass ? Array.from(each.fields.values()) : []))
    .filter(({ isProperty, isStatic }) => isProperty && !isStatic)
    .map(({ name }) => name)
    .sort();
  const entries = names.map(
    (name) => `${quoted(name)}:${writeJson(fieldsOf(value)?.get(name) ?? null, context, depth + 1)}`,
  );
  return `{${entries.join(',')}}`;
}

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A JSON string; what is not ASCII is escaped, as Groovy does. */
export function quoted(text: string): string {
  const escaped = text.replaceAll(
    /["\\]|[^\x20-\x7e]/g,
    (each) => short[each] ?? `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/** A JSON text with each member on a line of its own, indented by four. */
export function prettyJson(text: string): string {
  let [out, indent] = ['', 0];
  const line = (): string => `\n${'    '.repeat(indent)}`;
  for (const token of text.match(/"(?:[^"\\]|\\[^])*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? []) {
    if (token === '{' || token === '[') {
      indent += 1;
      out += token + line();
    } else if (token === '}' || token === ']') {
      indent -= 1;
      out += line() + token;
    } else if (token === ',') out += `,${line()}`;
    else out += token === ':' ? ': ' : token;
  }
  return out;
}
