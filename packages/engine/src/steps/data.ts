import { textOf, toGroovy, type Value } from '@pipeline-lab/groovy';

/** Parsed data as a script has it: objects are maps, numbers those of Groovy. */
export function valueOf(data: unknown): Value {
  if (data === null || data === undefined) return null;
  if (typeof data === 'number') return toGroovy(data);
  if (typeof data === 'string' || typeof data === 'boolean' || typeof data === 'bigint') return data;
  if (Array.isArray(data)) return data.map(valueOf);
  if (data instanceof Date) return data.toISOString();
  if (data instanceof Map) return new Map([...data].map(([key, item]) => [valueOf(key), valueOf(item)]));
  return new Map(Object.entries(data).map(([key, item]): [Value, Value] => [key, valueOf(item)]));
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
