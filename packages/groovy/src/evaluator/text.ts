import type { Value } from './value.ts';

/** What `toString()` gives, and what a GString shows. */
export function textOf(value: Value): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => `${textOf(key)}:${textOf(item)}`);
    return entries.length === 0 ? '[:]' : `[${entries.join(', ')}]`;
  }
  if (typeof value !== 'object') return String(value);
  if (value.kind === 'closure') return 'a closure';
  if (value.kind === 'object') return value.typeName;
  return value.message === null ? value.typeName : `${value.typeName}: ${value.message}`;
}

/** The Java name of a value's type, short. */
export function typeOf(value: Value): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'ArrayList';
  if (value instanceof Map) return 'LinkedHashMap';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'BigDecimal';
  return value.kind === 'closure' ? 'Closure' : value.typeName;
}
