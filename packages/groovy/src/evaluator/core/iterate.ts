import { Entry, GroovySet, Range, ValueIterator } from '../value/collections.ts';
import { Instance, ScriptClass } from '../value/instance.ts';
import type { Context } from '../value/method.ts';
import { GString } from '../value/text-values.ts';
import type { Value } from '../value/value.ts';
import { Matcher } from '../regex/matcher.ts';
import { callAtOnce } from './eventual.ts';
import { fail } from './fail.ts';
import { checkCount, entriesOf, itemsOfSet } from './maps.ts';
import { textOf } from './text.ts';

/** What a loop goes through, or undefined for what is no collection. */
export function itemsIn(value: Value, context: Context): readonly Value[] | undefined {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return mapEntries(value);
  if (typeof value === 'string') return value.split('');
  if (value instanceof Range) return rangeItems(value);
  if (value instanceof GroovySet) return itemsOfSet(value);
  if (value instanceof GString) return textOf(value, context).split('');
  if (value instanceof ValueIterator) return rest(value);
  if (value instanceof Matcher) return value.all().map(matchValue);
  if (value instanceof ScriptClass && value.kindOfClass === 'enum') return value.enumConstants;
  if (value instanceof Instance) return instanceItems(value, context);
  return undefined;
}

function rangeItems(range: Range): Value[] {
  checkCount(range.size);
  return [...range];
}

/** The items of a collection; any other value is one item. */
export function itemsOf(value: Value, context: Context): readonly Value[] {
  return itemsIn(value, context) ?? [value];
}

/** The items as they are now: the collection may change meanwhile. */
export function snapshotOf(value: Value, context: Context): Value[] {
  return itemsOf(value, context).slice();
}

/**
 * The items one after the other, with ArrayList's own check: a list that was changed meanwhile ends the walk with a
 * ConcurrentModificationException, unless it just ends there. A map is walked as it was, as Jenkins does.
 */
export function* walk(value: Value, context: Context): Generator<Value, void> {
  const items = itemsOf(value, context);
  const { length } = items;
  for (let index = 0; index !== items.length; index += 1) {
    if (items.length !== length) changedMeanwhile();
    yield items[index] ?? null;
  }
}

export function changedMeanwhile(): never {
  return fail('ConcurrentModificationException', 'the list was changed while a loop went through it');
}

export function mapEntries(map: Map<Value, Value>): Entry[] {
  return entriesOf(map).map(([key, value]) => new Entry(key, value, map));
}

/** A match as a Matcher gives it: its text, or a list of it and its groups. */
export function matchValue(match: RegExpExecArray): Value {
  return match.length === 1 ? match[0] : Array.from(match, (group) => group ?? null);
}

function rest(iterator: ValueIterator): Value[] {
  const items: Value[] = [];
  for (let step = iterator.next(); step.done !== true; step = iterator.next()) items.push(step.value);
  return items;
}

function instanceItems(value: Instance, context: Context): readonly Value[] | undefined {
  if (value.base !== undefined) return itemsIn(value.base, context);
  const method = value.cls.find('iterator', 0);
  if (
    method === undefined ||
    !value.cls.line.some((each) => each instanceof ScriptClass && each.methods.has('iterator'))
  )
    return undefined;
  const iterator = callAtOnce(method, value, [], context, 'iterator');
  if (!(iterator instanceof Instance)) return itemsIn(iterator, context);
  const items: Value[] = [];
  const [hasNext, next] = [iterator.cls.find('hasNext', 0), iterator.cls.find('next', 0)];
  if (hasNext === undefined || next === undefined) return undefined;
  while (callAtOnce(hasNext, iterator, [], context, 'hasNext') === true)
    items.push(callAtOnce(next, iterator, [], context, 'next'));
  return items;
}
