import { hostList, HostMap, textOf, toGroovy, type Value } from '@pipeline-lab/groovy';

/** Parsed data as a script has it: objects are maps, numbers those of Groovy. */
export function valueOf(data: unknown): Value {
  return valueWith(data, plain);
}

/** The same for JSON, whose objects and arrays write themselves as JSON, as those of net.sf.json do. */
export function jsonValueOf(data: unknown): Value {
  return valueWith(data, {
    list: (items) => hostList(items, jsonText),
    map: (entries) => new HostMap(entries, jsonText),
  });
}

interface Containers {
  readonly list: (items: Value[]) => Value[];
  readonly map: (entries: readonly [Value, Value][]) => Map<Value, Value>;
}

const plain: Containers = { list: (items) => items, map: (entries) => new Map(entries) };

function jsonText(value: Value): string {
  return JSON.stringify(dataOf(value));
}

function valueWith(data: unknown, containers: Containers): Value {
  const inner = (item: unknown): Value => valueWith(item, containers);
  if (data === null || data === undefined) return null;
  if (typeof data === 'number') return toGroovy(data);
  if (typeof data === 'string' || typeof data === 'boolean' || typeof data === 'bigint') return data;
  if (Array.isArray(data)) return containers.list(data.map(inner));
  if (data instanceof Date) return data.toISOString();
  if (data instanceof Map) return containers.map([...data].map(([key, item]) => [inner(key), inner(item)]));
  return containers.map(Object.entries(data).map(([key, item]) => [key, inner(item)]));
}

/** A value of a script as plain data, for JSON and YAML. */
export function dataOf(value: Value): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(dataOf);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [textOf(key), dataOf(item)]));
  const text = textOf(value);
  return /^-?\d+(?:\.\d+)?(?:E[-+]?\d+)?$/.test(text) ? Number(text) : text;
}
