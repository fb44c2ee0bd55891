import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plab-imports-'));
  await copyFile(join(project, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
});

after(async () => await rm(folder, { recursive: true, force: true }));

/** What the linter says of a file with this import. */
async function lint(file: string, statement: string): Promise<string> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${statement}\n`);
  const { stdout } = spawnSync(join(project, 'node_modules/.bin/oxlint'), [file], { cwd: folder });
  await rm(path);
  return stdout.toString();
}

describe('an import that the design forbids fails the check', () => {
  for (const [file, statement] of [
    ['packages/groovy/src/a.ts', "export { a } from '@pipeline-lab/jenkinsfile';"],
    ['packages/groovy/src/a.ts', "import { readFile } from 'node:fs/promises'; readFile('a');"],
    ['packages/groovy/src/a.ts', "import { connect } from 'node:tls'; connect({});"],
    ['packages/jenkinsfile/src/a.ts', "export { a } from '@pipeline-lab/engine';"],
    ['packages/jenkinsfile/src/a.ts', "import { spawn } from 'node:child_process'; spawn('a');"],
    ['packages/engine/src/a.ts', "export { a } from '@pipeline-lab/deploy';"],
    ['packages/engine/src/a.ts', "export { a } from '@pipeline-lab/image';"],
    ['packages/deploy/src/a.ts', "export { a } from '@pipeline-lab/engine';"],
    ['packages/deploy/src/a.ts', "export { a } from '../../engine/src/index.ts';"],
    ['packages/image/src/a.ts', "export { a } from '@pipeline-lab/deploy';"],
    ['packages/lab/src/a.ts', "import { deploy } from '@pipeline-lab/deploy'; deploy();"],
    ['packages/lab/src/a.ts', "export { a } from '@pipeline-lab/image';"],
    ['packages/dashboard/src/a.ts', "export { a } from '@pipeline-lab/lab';"],
    ['packages/dashboard/src/a.ts', "export { a } from 'pipeline-lab';"],
    ['packages/dashboard/page/a.ts', "import { readFile } from 'node:fs'; readFile('a', () => {});"],
    ['packages/dashboard/page/a.ts', "export { a } from '../src/index.ts';"],
    ['packages/engine/src/a.ts', "export { a } from '@pipeline-lab/dashboard';"],
    ['packages/deploy/src/a.ts', "export { a } from '@pipeline-lab/dashboard';"],
    ['packages/cli/src/a.ts', "export { a } from '@pipeline-lab/groovy';"],
    ['apps/task-api/src/a.ts', "export { a } from '@pipeline-lab/engine';"],
  ] as const) {
    test(`${file}: ${statement}`, async () => {
      assert.match(await lint(file, statement), /no-restricted-imports/);
    });
  }
});

describe('an import that it allows does not', () => {
  for (const [file, statement] of [
    ['packages/jenkinsfile/src/a.ts', "export { parse } from '@pipeline-lab/groovy';"],
    ['packages/engine/src/a.ts', "export { parse } from '@pipeline-lab/groovy';"],
    ['packages/deploy/src/a.ts', "export { a } from '@pipeline-lab/image';"],
    [
      'packages/lab/src/a.ts',
      "import type { Host } from '@pipeline-lab/deploy'; export const h: Host[] = [];",
    ],
    ['packages/dashboard/src/a.ts', "export { a } from '@pipeline-lab/engine/builds';"],
    ['packages/dashboard/src/a.ts', "export { a } from '@pipeline-lab/deploy';"],
    ['packages/dashboard/page/a.ts', "export { apply } from '../src/change.ts';"],
    ['packages/cli/src/a.ts', "export { a } from '@pipeline-lab/dashboard';"],
    ['packages/cli/src/a.ts', "export { deploy } from '@pipeline-lab/deploy';"],
  ] as const) {
    test(`${file}: ${statement}`, async () => {
      assert.doesNotMatch(await lint(file, statement), /no-restricted-imports/);
    });
  }
});
