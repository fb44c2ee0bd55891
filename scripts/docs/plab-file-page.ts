import { plabFileJsonSchema } from '../../packages/cli/src/run/plab-schema.ts';
import { keyTable, type SchemaKey } from './key-table.ts';
import { page } from './markdown.ts';

/** docs/plab-file.md: every key of plab.yml. */
export function plabFilePage(): string {
  const { properties = {} }: SchemaKey = plabFileJsonSchema();
  const top = ['tools', 'steps', 'configFiles'];
  const job = properties['jobs']?.additionalProperties;
  return page(
    '`plab.yml`, key by key',
    intro,
    keyTable({ properties: Object.fromEntries(top.map((name) => [name, properties[name] ?? {}])) }),
    '## `agents`, a list',
    keyTable(properties['agents']?.items ?? {}),
    '## `jobs.<name>`',
    'The path of a Jenkinsfile of the same commit, or',
    keyTable((typeof job === 'object' ? job.anyOf?.at(-1) : undefined) ?? {}),
    '## `libraries`, a list',
    keyTable(properties['libraries']?.items ?? {}),
    '## `mail`',
    keyTable(properties['mail'] ?? {}),
    '## `metrics`',
    keyTable(properties['metrics'] ?? {}),
  );
}

const intro = `The file lies at the top of a repository, and says what its Jenkinsfile finds around it; [run.md](run.md) has examples. None of it is needed.
Unknown keys and wrong values are all told at once, with line and column, before anything runs. An editor checks and completes the file
with [its JSON Schema](plab.schema.json): \`./plab schema plab.yml >plab.schema.json\` writes it, and the first line of the file names it,

\`\`\`yaml
# yaml-language-server: $schema=plab.schema.json
\`\`\``;
