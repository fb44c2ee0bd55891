import assert from 'node:assert/strict';
import { access, glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { stepNames } from '@pipeline-lab/engine';
import { parseDeployFile } from '@pipeline-lab/deploy';
import { checkRuleInfo, dockerfileRules, imageRules } from '@pipeline-lab/image/check';
import { ruleInfo } from '@pipeline-lab/jenkinsfile/lint';
import { catalogue, messages, rules } from '@pipeline-lab/jenkinsfile/reference';
import { generatedPages } from '../../../scripts/docs/generated-pages.ts';
import { imageCheckPage } from '../../../scripts/docs/image-check-page.ts';
import { lintPage } from '../../../scripts/docs/lint-page.ts';
import { readPlabFile } from '../src/run/plab-file.ts';
import { folderWith, plab } from './plab.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = async (name: string): Promise<string> => await readFile(join(root, name), 'utf8');
const pages = await Array.fromAsync(glob(['*.md', 'docs/**/*.md'], { cwd: root }));

test('every command in the documentation exists', async (t) => {
  const { stdout } = await plab(await folderWith(t, {}), ['--help']);
  const verbs = new Set([...stdout.matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map(([, verb]) => verb));
  for (const page of pages) {
    for (const [command, verb] of (await read(page)).matchAll(/`?\.\/plab ([a-z]+)/g)) {
      assert.ok(verbs.has(verb), `${page}: ${command}`);
    }
  }
});

test('every link between pages leads somewhere', async () => {
  for (const page of pages) {
    for (const [, target = ''] of (await read(page)).matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      await assert.doesNotReject(access(join(root, dirname(page), target)), `${page}: ${target}`);
    }
  }
});

test('the pages that are made from the sources are up to date', async () => {
  for (const [path, text] of generatedPages())
    assert.equal(await read(path), text, `${path}: run \`npm run docs\``);
});

test('the linter knows every step that runs here', () => {
  assert.deepEqual(
    stepNames.filter((name) => !catalogue.steps.has(name)),
    [],
  );
});

test('the page of each finding exists', () => {
  const page = lintPage();
  for (const id of ['syntax', ...Object.keys(messages), ...rules.map((rule) => rule.id)]) {
    assert.equal(ruleInfo(id).page, `docs/lint.md#${id}`);
    assert.ok(page.includes(`<a id="${id}"></a>`) || page.includes(`\n### ${id}\n`), id);
  }
});

test('the part of each finding in docs/image-check.md exists', () => {
  const headings = [...imageCheckPage().matchAll(/^### (.+)$/gm)].map(([, id = '']) => id);
  assert.deepEqual(
    headings,
    [...dockerfileRules, ...imageRules].map(({ id }) => id),
  );
  for (const id of headings) assert.equal(checkRuleInfo(id).page, `docs/image-check.md#${id.toLowerCase()}`);
});

test('the examples of deploy.yml in docs/deploy.md are valid', async () => {
  const blocks = [...(await read('docs/deploy.md')).matchAll(/```yaml\n([^]*?)```/g)].map(
    ([, text = '']) => text,
  );
  assert.ok(blocks.length > 0);
  for (const text of blocks) parseDeployFile(text, 'docs/deploy.md');
});

for (const [name, good, bad] of [
  ['deploy', async () => await read('deploy.yml'), { app: 'shop', destinations: {}, colour: 'red' }],
  ['plab', async () => (await plabFileExamples()).join('\n'), { agents: [{ name: 'a', executors: 0 }] }],
] as const) {
  test(`the published schema of ${name}.yml takes what the command takes, and every key is described`, async (t) => {
    const schema = JSON.parse(await read(`docs/${name}.schema.json`)) as SchemaNode;
    const validate = new Ajv2020({
      strict: true,
      allowUnionTypes: true,
      formats: { uri: true, email: true },
    }).compile(schema);
    assert.ok(validate(parse(await good())), JSON.stringify(validate.errors));
    assert.ok(!validate(bad));
    assert.ok(!validate({ ...(parse(await good()) as object), colour: 'red' }));
    assert.deepEqual(undescribed(schema), []);
    const printed = await plab(await folderWith(t, {}), ['schema', `${name}.yml`]);
    assert.equal(printed.stdout, await read(`docs/${name}.schema.json`));
  });
}

test('the examples of plab.yml in the documentation are valid', async (t) => {
  for (const text of await plabFileExamples())
    await readPlabFile(join(await folderWith(t, { 'plab.yml': text }), 'plab.yml'));
});

/** What the pages show of plab.yml. */
async function plabFileExamples(): Promise<string[]> {
  const blocks = [...(await read('docs/run.md')).matchAll(/```yaml\n([^]*?)```/g)].map(
    ([, text = '']) => text,
  );
  assert.ok(blocks.length > 2);
  return blocks;
}

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

function undescribed(node: SchemaNode, path = ''): string[] {
  const { properties = {}, additionalProperties: named, items, anyOf = [] } = node;
  const bare = Object.entries(properties).filter(([, key]) => key.description === undefined);
  const around = [
    ...(typeof named === 'object' ? [named] : []),
    ...(items === undefined ? [] : [items]),
    ...anyOf,
  ];
  return bare
    .map(([name]) => `${path}.${name}`)
    .concat(
      ...Object.entries(properties).map(([name, key]) => undescribed(key, `${path}.${name}`)),
      ...around.map((key) => undescribed(key, `${path}.*`)),
    );
}
