import { operate, toNumber } from '../operators.ts';
import { textOf } from '../text.ts';
import { areEqual, compare, isTrue } from '../truth.ts';
import type { Value } from '../value.ts';
import { closureFrom, type Method, type Methods } from './method.ts';

const given = (value: Value | undefined): Value => value ?? null;

/** Methods of `List` and of the GDK on it. Those that take a closure run it for one element after the other. */
export const listMethods: Methods<Value[]> = new Map<string, Method<Value[]>>([
  ['add', (self, item) => self.push(given(item)) > 0],
  ['addAll', (self, items) => self.push(...(Array.isArray(items) ? items : [])) > 0],
  ['any', async (self, test) => (await firstIndex(self, test, true)) >= 0],
  ['collect', async (self, closure) => await collect(self, closure)],
  ['collectEntries', async (self, closure) => await collectEntries(self, closure)],
  ['contains', (self, item) => self.some((other) => areEqual(other, given(item)))],
  ['count', (self, item) => self.filter((other) => areEqual(other, given(item))).length],
  ['each', async (self, closure) => await each(self, closure)],
  ['eachWithIndex', async (self, closure) => await eachWithIndex(self, closure)],
  ['every', async (self, test) => (await firstIndex(self, test, false)) < 0],
  ['find', async (self, test) => given(self[await firstIndex(self, test, true)])],
  ['findAll', async (self, test) => await findAll(self, test)],
  ['findIndexOf', async (self, test) => await firstIndex(self, test, true)],
  ['first', (self) => given(self[0])],
  ['flatten', (self) => flatten(self)],
  ['get', (self, index) => given(self[toNumber(given(index))])],
  ['indexOf', (self, item) => self.findIndex((other) => areEqual(other, given(item)))],
  ['inject', async (self, start, closure) => await inject(self, start, closure)],
  ['isEmpty', (self) => self.length === 0],
  ['join', (self, separator) => self.map(textOf).join(separator === undefined ? '' : textOf(separator))],
  ['last', (self) => given(self.at(-1))],
  ['max', (self) => given(self.toSorted(byValue).at(-1))],
  ['min', (self) => given(self.toSorted(byValue)[0])],
  ['reverse', (self) => self.toReversed()],
  ['size', (self) => self.length],
  ['sort', (self) => self.sort(byValue)],
  ['sum', (self) => (self.length === 0 ? null : self.reduce((a, b) => operate('+', a, b, 0)))],
  ['tail', (self) => self.slice(1)],
  ['take', (self, count) => self.slice(0, toNumber(given(count)))],
  ['toList', (self) => [...self]],
  [
    'unique',
    (self) => self.filter((item, index) => self.findIndex((other) => areEqual(item, other)) === index),
  ],
]);

function flatten(self: Value[]): Value[] {
  return self.flatMap((item) => (Array.isArray(item) ? flatten(item) : [item]));
}

const byValue = (a: Value, b: Value): number => compare(a, b) ?? 0;

async function each(self: Value[], closure: Value | undefined): Promise<Value> {
  for (const item of self.slice()) await closureFrom(closure).call([item]);
  return self;
}

async function eachWithIndex(self: Value[], closure: Value | undefined): Promise<Value> {
  for (const [index, item] of [...self].entries()) await closureFrom(closure).call([item, index]);
  return self;
}

async function collect(self: Value[], closure: Value | undefined): Promise<Value> {
  const results: Value[] = [];
  for (const item of self.slice()) results.push(await closureFrom(closure).call([item]));
  return results;
}

async function collectEntries(self: Value[], closure: Value | undefined): Promise<Value> {
  const results = new Map<Value, Value>();
  for (const item of self.slice()) {
    const entry = closure === undefined ? item : await closureFrom(closure).call([item]);
    if (entry instanceof Map) for (const [key, value] of entry) results.set(key, value);
    else if (Array.isArray(entry)) results.set(given(entry[0]), given(entry[1]));
  }
  return results;
}

async function findAll(self: Value[], test: Value | undefined): Promise<Value> {
  const results: Value[] = [];
  for (const item of self.slice()) if (await holds(item, test)) results.push(item);
  return results;
}

async function inject(self: Value[], start: Value | undefined, closure: Value | undefined): Promise<Value> {
  let result = given(start);
  for (const item of self.slice()) result = await closureFrom(closure).call([result, item]);
  return result;
}

async function firstIndex(self: Value[], test: Value | undefined, wanted: boolean): Promise<number> {
  for (const [index, item] of [...self].entries()) if ((await holds(item, test)) === wanted) return index;
  return -1;
}

async function holds(item: Value, test: Value | undefined): Promise<boolean> {
  return isTrue(test === undefined ? item : await closureFrom(test).call([item]));
}
