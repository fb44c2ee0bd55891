import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const project = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;

/** A copy of the project whose packages are its own, with the installed modules of this one. */
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plab-bundles-'));
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@pipeline-lab'), { recursive: true });
  for (const part of ['packages', 'scripts', 'plab', 'package.json', 'package-lock.json'])
    await cp(join(project, part), join(folder, part), { recursive: true });
  const shared = (await readdir(join(project, 'node_modules'))).filter(
    (name) => !['.cache', '.package-lock.json', '@pipeline-lab', 'pipeline-lab'].includes(name),
  );
  for (const name of shared) await symlink(join(project, 'node_modules', name), join(modules, name));
  for (const name of await readdir(join(folder, 'packages')))
    await symlink(join(folder, 'packages', name), join(modules, '@pipeline-lab', name));
  await cp(join(project, 'node_modules/.package-lock.json'), join(modules, '.package-lock.json'));
  await writeFile(
    join(folder, 'Jenkinsfile'),
    "pipeline { agent any\n stages { stage('A') { steps { echo 'from the step' } } } }\n",
  );
  const git = async (...args: string[]): Promise<unknown> =>
    await execute('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args]);
  await git('init', '-q');
  await git('add', 'Jenkinsfile');
  await git('commit', '-q', '-m', 'first');
});

// The process of the last build may still write what Node compiled of it.
after(async () => await rm(folder, { recursive: true, force: true, maxRetries: 5 }));

async function plab(...args: string[]): Promise<string> {
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
  return (await execute(join(folder, 'plab'), args, { cwd: folder, env })).stdout;
}

/** What it says on stderr, with the stack, when it ends with an error. */
async function refused(...args: string[]): Promise<string> {
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), PLAB_DEBUG: '1' };
  const run = execute(join(folder, 'plab'), args, { cwd: folder, env });
  return await run.then(
    () => assert.fail(`plab ${args.join(' ')} went well`),
    (error: unknown) => (error as { stderr: string }).stderr,
  );
}

/** Puts a text in place of another of the same length, with the times of the file set back. */
async function edit(path: string, from: string, to: string): Promise<void> {
  assert.equal(from.length, to.length);
  const file = join(folder, path);
  const { atime, mtime } = await stat(file);
  const text = await readFile(file, 'utf8');
  assert.ok(text.includes(from));
  await writeFile(file, text.replaceAll(from, to));
  await utimes(file, atime, mtime);
}

const bundles = (): string => join(folder, 'node_modules/.cache/bundles');

/** What V8 compiled is kept by a run from a bundle, and by no other. */
async function keptCaches(): Promise<string[]> {
  const names = (await readdir(bundles(), { recursive: true })).filter((name) => name.endsWith('.cache'));
  return names.map((name) => (name.split('/')[1] ?? '').split('-')[0] ?? '').sort();
}

/** Changes that are younger than the clock is fine are not trusted: the sources run then. */
async function settled(command: () => Promise<string>, name: string): Promise<void> {
  const before = await currentName();
  for (let times = 0; (await currentName()) === before; times += 1) {
    assert.ok(times < 10, 'no bundles were made');
    assert.match(await command(), new RegExp(name));
  }
}

async function currentName(): Promise<string> {
  return await readFile(join(bundles(), 'current'), 'utf8').catch(() => '');
}

describe('./plab runs from bundles of its sources', () => {
  test('which the first command makes, and which keep what V8 compiled', async () => {
    await settled(async () => await plab('lint'), 'Jenkinsfile is valid');
    assert.match(await plab('lint'), /Jenkinsfile is valid/);
    assert.match(await plab('run'), /from the step/);
    assert.match(await plab('run'), /from the step/);
    assert.match(await plab('rollback', '--help'), /Usage: plab rollback/);
    assert.deepEqual(await keptCaches(), ['build', 'deploy', 'lint', 'run']);
    assert.match(await plab('run', '--help'), /Usage: plab run/);
    const left = (await readdir(bundles())).filter((name) => name.startsWith('pipe-'));
    assert.deepEqual(left, []);
  });

  test('a build that dies is told of, whoever started its process', { timeout: 60_000 }, async () => {
    await writeFile(
      join(folder, 'dies'),
      "pipeline { agent any\n stages { stage('A') { steps { sh 'kill -9 $PPID' } } } }\n",
    );
    const failed = (error: unknown): string => (error as { stdout: string }).stdout;
    const said = await plab('run', '--dirty', 'dies').catch(failed);
    assert.match(said, /PLAB_BUILD_DIED/);
  });

  test('and never from those of sources that have changed, in a command or in the process of a build', async () => {
    const text = 'packages/cli/src/render/lint/text.ts';
    await edit(text, ' is valid', ' is VALID');
    assert.match(await plab('lint'), /Jenkinsfile is VALID/);
    const checkout = 'packages/engine/src/workspace/checkout.ts';
    await edit(checkout, 'Checking out Revision', 'CHECKING out Revision');
    assert.match(await plab('run'), /CHECKING out Revision/);
    assert.match(await plab('run'), /CHECKING out Revision/);
  });

  test('also not for a deployment, whose errors come from the bundle, too', async () => {
    const told = async (text: string): Promise<void> => {
      const stack = /\/bundles\/[0-9a-f]+\/deploy\.js:/;
      for (let times = 0, said = ''; !stack.test(said); times += 1) {
        assert.ok(times < 10, `no bundle said this: ${said}`);
        said = await refused('deploy', '--image', 'none');
        assert.match(said, new RegExp(`deploy\\.yml: ${text}`));
      }
    };
    await told('the file cannot be read');
    await edit('packages/deploy/src/config/load.ts', 'file cannot be read', 'file CANNOT be read');
    await told('the file CANNOT be read');
  });

  test('two commands at once after a change are both right', async () => {
    await edit('packages/cli/src/render/lint/text.ts', ' is VALID', ' is Valid');
    const said = await Promise.all([plab('lint'), plab('lint'), plab('run')]);
    assert.match(said[0], /is Valid/);
    assert.match(said[1], /is Valid/);
    assert.match(said[2], /from the step/);
  });

  test('a cache that is damaged and an unfinished bundle do no harm', async () => {
    const name = (await currentName()).trim();
    await mkdir(join(bundles(), 'unfinished-1'));
    for (const file of await readdir(join(bundles(), name)))
      if (file.endsWith('.cache')) await writeFile(join(bundles(), name, file), 'no cache');
    assert.match(await plab('lint'), /is Valid/);
    assert.match(await plab('run'), /from the step/);
  });

  test('without esbuild, and with a source that is broken, the sources run', async () => {
    await rm(join(folder, 'node_modules/esbuild'));
    await edit('packages/cli/src/render/lint/text.ts', ' is Valid', ' is valid');
    const name = await currentName();
    assert.match(await plab('lint'), /is valid/);
    assert.match(await plab('run'), /from the step/);
    assert.equal(await currentName(), name);
    await edit('packages/cli/src/render/lint/text.ts', 'const colours', 'const 1olours');
    await assert.rejects(plab('lint'), /cannot follow number/);
    await edit('packages/cli/src/render/lint/text.ts', 'const 1olours', 'const colours');
  });

  test('a folder that cannot be written does no harm', async () => {
    await rm(bundles(), { recursive: true });
    // Whatever the user may do: no folder can be made inside of a file.
    await writeFile(bundles(), '');
    assert.match(await plab('lint'), /is valid/);
    assert.match(await plab('run'), /from the step/);
    assert.equal(await readFile(bundles(), 'utf8'), '');
  });
});
