import { isTrue } from '../truth.ts';
import type { Closure, GroovyMap, Value } from '../value.ts';
import { closureFrom, type Method, type Methods } from './method.ts';

const given = (value: Value | undefined): Value => value ?? null;

/** Methods of `Map` and of the GDK on it. A closure with one parameter gets the entry, with two the key and the value. */
export const mapMethods: Methods<GroovyMap> = new Map<string, Method<GroovyMap>>([
  ['any', async (self, test) => (await findAll(self, test)).size > 0],
  [
    'collect',
    async (self, closure) => {
      const results: Value[] = [];
      for (const entry of self) results.push(await callWithEntry(closureFrom(closure), entry));
      return results;
    },
  ],
  ['containsKey', (self, key) => self.has(given(key))],
  ['containsValue', (self, value) => [...self.values()].includes(given(value))],
  [
    'each',
    async (self, closure) => {
      for (const entry of self) await callWithEntry(closureFrom(closure), entry);
      return self;
    },
  ],
  ['every', async (self, test) => (await findAll(self, test)).size === self.size],
  [
    'find',
    async (self, test) => {
      const [entry] = await findAll(self, test);
      return entry === undefined ? null : entryOf(entry);
    },
  ],
  ['findAll', async (self, test) => await findAll(self, test)],
  ['get', (self, key, otherwise) => self.get(given(key)) ?? given(otherwise)],
  ['getOrDefault', (self, key, otherwise) => self.get(given(key)) ?? given(otherwise)],
  ['isEmpty', (self) => self.size === 0],
  ['keySet', (self) => [...self.keys()]],
  [
    'put',
    (self, key, value) => {
      const before = given(self.get(given(key)));
      self.set(given(key), given(value));
      return before;
    },
  ],
  [
    'putAll',
    (self, other) => {
      if (other instanceof Map) for (const [key, value] of other) self.set(key, value);
      return null;
    },
  ],
  [
    'remove',
    (self, key) => {
      const before = given(self.get(given(key)));
      self.delete(given(key));
      return before;
    },
  ],
  ['size', (self) => self.size],
  ['values', (self) => [...self.values()]],
]);

/** An entry as a script sees it: `entry.key`, `entry.value`. */
export function entryOf([key, value]: readonly [Value, Value]): GroovyMap {
  return new Map<Value, Value>([
    ['key', key],
    ['value', value],
  ]);
}

async function callWithEntry(closure: Closure, entry: readonly [Value, Value]): Promise<Value> {
  return await closure.call(closure.parameters.length === 2 ? entry : [entryOf(entry)]);
}

async function findAll(self: GroovyMap, test: Value | undefined): Promise<GroovyMap> {
  const results: GroovyMap = new Map();
  for (const entry of self) if (isTrue(await callWithEntry(closureFrom(test), entry))) results.set(...entry);
  return results;
}
