import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const image = `plab-test-task-api-${process.pid}`;
const container = image;
let context: string;

async function docker(...args: string[]): Promise<string> {
  return (await execute('docker', args, { maxBuffer: 64_000_000 })).stdout.trim();
}

/** Builds as anybody would, with the docker command and the repository as context. */
async function build(tag: string): Promise<void> {
  const { BASE_IMAGE: base = '', EXTRA_CA: authorities = '' } = process.env;
  const args = [
    '--build-arg',
    `BASE_IMAGE=${base}`,
    '--build-arg',
    `EXTRA_CA=${authorities}`,
    '--build-arg',
    'BUILD_NUMBER=7',
  ];
  await docker(
    'build',
    '-q',
    '-f',
    join(context, 'apps/task-api/Dockerfile'),
    '-t',
    `${image}:${tag}`,
    ...args,
    context,
  );
}

async function layers(tag: string): Promise<string[]> {
  return JSON.parse(
    await docker('image', 'inspect', '-f', '{{json .RootFS.Layers}}', `${image}:${tag}`),
  ) as string[];
}

before(async () => {
  assert.ok(process.env['BASE_IMAGE'], 'BASE_IMAGE names the base image; `./plab test` sets it');
  context = await mkdtemp(join(tmpdir(), 'task-api-context-'));
  for (const name of ['.dockerignore', 'package.json', 'package-lock.json', 'apps/task-api']) {
    await cp(join(repository, name), join(context, name), { recursive: true });
  }
  await build('one');
});

after(async () => {
  await docker('rm', '-f', '-v', container).catch(() => undefined);
  await docker('rmi', '-f', `${image}:one`, `${image}:two`).catch(() => undefined);
  await rm(context, { recursive: true, force: true });
});

describe('the image of the Task API', () => {
  test('runs with the least: no root, no capability, nothing writable but its data', async () => {
    const least = [
      '--read-only',
      '--tmpfs',
      '/tmp',
      '--cap-drop',
      'ALL',
      '--security-opt',
      'no-new-privileges',
    ];
    await docker('run', '-d', '--name', container, '-v', '/data', ...least, `${image}:one`);
    const post = `const r = await fetch('http://127.0.0.1:5000/tasks', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"title":"a"}' });
      const l = await fetch('http://127.0.0.1:5000' + r.headers.get('location')); console.log(r.status, (await l.json()).title);
      console.log((await (await fetch('http://127.0.0.1:5000/health')).json()).build_number, process.getuid());`;
    let answer = '';
    for (let turn = 0; turn < 50 && answer === ''; turn += 1) {
      await sleep(100);
      answer = await docker('exec', container, 'node', '--input-type=module', '-e', post).catch(() => '');
    }
    assert.equal(answer, '201 a\n7 10001');
  });

  test('has a health check that passes', async () => {
    const check = JSON.parse(
      await docker('inspect', '-f', '{{json .Config.Healthcheck.Test}}', container),
    ) as string[];
    assert.equal(check[0], 'CMD');
    await docker('exec', container, ...check.slice(1));
  });

  test('holds no test, no development tool and no build argument', async () => {
    const find = async (...args: string[]): Promise<string> =>
      await docker('run', '--rm', '--entrypoint', 'find', `${image}:one`, ...args);
    assert.equal(await find('/app/src', '-name', '*.test.ts'), '');
    assert.equal(
      await find('/app/node_modules', '-maxdepth', '1', '-name', 'typescript', '-o', '-name', 'oxlint*'),
      '',
    );
    assert.ok(!(await docker('history', '--no-trunc', `${image}:one`)).includes('BEGIN CERTIFICATE'));
  });

  test('ends at once and in order on SIGTERM', async () => {
    const began = Date.now();
    await docker('stop', '-t', '10', container);
    assert.ok(Date.now() - began < 8000, 'it did not wait to be killed');
    assert.equal(await docker('inspect', '-f', '{{.State.ExitCode}}', container), '0');
  });

  test('a change of one line changes one layer, which is small', async () => {
    const file = join(context, 'apps/task-api/src/http/problem.ts');
    await writeFile(file, `${await readFile(file, 'utf8')}\n// changed\n`);
    await build('two');
    const [one, two] = [await layers('one'), await layers('two')];
    assert.equal(one.length, two.length);
    assert.equal(two.filter((layer) => !one.includes(layer)).length, 1);
    const history = (
      await docker('history', '--format', '{{.Size}} {{.CreatedBy}}', '--no-trunc', `${image}:two`)
    ).split('\n');
    assert.match(history.find((line) => /COPY .*src/.test(line)) ?? '', /^\d+(\.\d+)?kB /);
  });
});
