import { code, table } from './markdown.ts';

/** What a key of a configuration file is, as its JSON Schema says. */
export interface SchemaKey {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, SchemaKey>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly SchemaKey[];
  readonly items?: SchemaKey;
  readonly additionalProperties?: SchemaKey | boolean;
}

/** Every key of a schema, those of keys that have some as `outer.inner`. */
export function keyTable(schema: SchemaKey, prefix = ''): string {
  return table(['Key', 'Meaning', 'Default'], rows(schema, prefix));
}

function rows(schema: SchemaKey, prefix: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, key]) => {
    const path = `${prefix}${name}`;
    if (key.properties !== undefined) return rows(key, `${path}.`);
    const required = schema.required?.includes(name) === true;
    return [[code(path), key.description ?? '', required ? 'required' : fallback(key.default)]];
  });
}

function fallback(value: unknown): string {
  const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return value === undefined || empty ? '' : code(JSON.stringify(value).replaceAll('"', ''));
}
