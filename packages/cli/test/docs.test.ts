import assert from 'node:assert/strict';
import { access, glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stepNames } from '@pipeline-lab/engine';
import { parseDeployFile } from '@pipeline-lab/deploy';
import { ruleInfo } from '@pipeline-lab/jenkinsfile/lint';
import { catalogue, messages, rules } from '@pipeline-lab/jenkinsfile/reference';
import { lintPage } from '../../../scripts/docs/lint-page.ts';
import { referencePages } from '../../../scripts/docs/reference-pages.ts';
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
  for (const [path, text] of [...referencePages(), ['docs/lint.md', lintPage()] as const])
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

test('the example of docs/deploy.md is valid, and every key is explained', async () => {
  const text = await read('docs/deploy.md');
  const file = parseDeployFile(/```yaml\n([^]*?)```/.exec(text)?.[1] ?? '', 'docs/deploy.md');
  const keys = Object.entries(file).flatMap(([key, value]) =>
    ['image', 'health', 'resources'].includes(key)
      ? Object.keys(value as object).map((inner) => `${key}.${inner}`)
      : [key],
  );
  for (const key of keys.filter((key) => key !== 'destinations')) assert.ok(text.includes(`\`${key}\``), key);
});
