import { deployFileJsonSchema } from '@pipeline-lab/deploy';
import { keyTable, type SchemaKey } from './key-table.ts';
import { page } from './markdown.ts';

/** docs/deploy-file.md: every key of deploy.yml, in the order of the schema. */
export function deployFilePage(): string {
  const schema: SchemaKey = deployFileJsonSchema();
  return page(
    '`deploy.yml`, key by key',
    intro,
    keyTable(schema),
    '## A secret variable',
    'Exactly one of these says where its value comes from, at the beginning of each deployment.',
    keyTable(alternatives(schema.properties?.['secrets'])),
    '## `roles.<name>`',
    keyTable(named(schema.properties?.['roles'])),
    '## `destinations.<name>`',
    keyTable(named(schema.properties?.['destinations'])),
  );
}

const intro = `Unknown keys and wrong values are all told at once, with line and column. An editor checks and completes the file with
[its JSON Schema](deploy.schema.json), which \`./plab schema\` prints: the first line of the file names it,

\`\`\`yaml
# yaml-language-server: $schema=deploy.schema.json
\`\`\``;

function named(key: SchemaKey | undefined): SchemaKey {
  return typeof key?.additionalProperties === 'object' ? key.additionalProperties : {};
}

function alternatives(key: SchemaKey | undefined): SchemaKey {
  const all = named(key).anyOf ?? [];
  return {
    properties: Object.assign({}, ...all.map(({ properties }) => properties)) as Record<string, SchemaKey>,
  };
}
