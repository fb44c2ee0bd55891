import { deployFileJsonSchema } from '@pipeline-lab/deploy';
import { code, page, table } from './markdown.ts';

/** What a key of deploy.yml is, as its JSON Schema says. */
interface Key {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Key>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Key[];
  readonly additionalProperties?: Key | boolean;
}

/** docs/deploy-file.md: every key of deploy.yml, in the order of the schema. */
export function deployFilePage(): string {
  const schema: Key = deployFileJsonSchema();
  return page(
    '`deploy.yml`, key by key',
    intro,
    keys(schema),
    '## A secret variable',
    'Exactly one of these says where its value comes from, at the beginning of each deployment.',
    keys(alternatives(schema.properties?.['secrets'])),
    '## `roles.<name>`',
    keys(named(schema.properties?.['roles'])),
    '## `destinations.<name>`',
    keys(named(schema.properties?.['destinations'])),
  );
}

const intro = `Unknown keys and wrong values are all told at once, with line and column. An editor checks and completes the file with
[its JSON Schema](deploy.schema.json), which \`./plab schema\` prints: the first line of the file names it,

\`\`\`yaml
# yaml-language-server: $schema=deploy.schema.json
\`\`\``;

function keys(schema: Key, prefix = ''): string {
  return table(['Key', 'Meaning', 'Default'], rows(schema, prefix));
}

function rows(schema: Key, prefix: string): string[][] {
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

function named(key: Key | undefined): Key {
  return typeof key?.additionalProperties === 'object' ? key.additionalProperties : {};
}

function alternatives(key: Key | undefined): Key {
  const all = named(key).anyOf ?? [];
  return { properties: Object.assign({}, ...all.map(({ properties }) => properties)) as Record<string, Key> };
}
